package io.sluice.testing.steps;

import java.io.IOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessMode;
import java.nio.file.CopyOption;
import java.nio.file.DirectoryStream;
import java.nio.file.FileStore;
import java.nio.file.FileSystem;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileAttributeView;
import java.nio.file.spi.FileSystemProvider;
import java.util.Collections;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;

/**
 * The files of the platform, each change to them being one of {@link Steps}. A JVM takes it with
 * {@code -Djava.nio.file.spi.DefaultFileSystemProvider}, so that the code which is watched is the
 * code that ships.
 */
public final class StepFiles extends FileSystemProvider {
  private final FileSystemProvider platform;
  private final StepFileSystem fileSystem;

  /**
   * @param platform the provider that the JVM has otherwise
   */
  public StepFiles(FileSystemProvider platform) {
    this.platform = platform;
    this.fileSystem = new StepFileSystem(this, platform.getFileSystem(URI.create("file:///")));
  }

  private static Path in(Path path) {
    return StepPath.unwrap(path);
  }

  @Override
  public String getScheme() {
    return platform.getScheme();
  }

  @Override
  public FileSystem newFileSystem(URI uri, Map<String, ?> settings) throws IOException {
    return platform.newFileSystem(uri, settings);
  }

  @Override
  public FileSystem getFileSystem(URI uri) {
    return fileSystem;
  }

  @Override
  public Path getPath(URI uri) {
    return fileSystem.wrap(platform.getPath(uri));
  }

  @Override
  public SeekableByteChannel newByteChannel(
      Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes)
      throws IOException {
    return newFileChannel(path, options, attributes);
  }

  @Override
  public FileChannel newFileChannel(
      Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes)
      throws IOException {
    boolean makes =
        options.contains(StandardOpenOption.CREATE_NEW)
            || options.contains(StandardOpenOption.TRUNCATE_EXISTING)
            || (options.contains(StandardOpenOption.CREATE) && !exists(path));
    if (makes) {
      Steps.before("make", path);
    }
    return new StepChannel(platform.newFileChannel(in(path), options, attributes), path);
  }

  private boolean exists(Path path) {
    try {
      platform.checkAccess(in(path));
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  @Override
  public DirectoryStream<Path> newDirectoryStream(
      Path folder, DirectoryStream.Filter<? super Path> filter) throws IOException {
    DirectoryStream<Path> stream =
        platform.newDirectoryStream(in(folder), file -> filter.accept(fileSystem.wrap(file)));
    return new DirectoryStream<>() {
      @Override
      public Iterator<Path> iterator() {
        Iterator<Path> files = stream.iterator();
        return new Iterator<>() {
          @Override
          public boolean hasNext() {
            return files.hasNext();
          }

          @Override
          public Path next() {
            return fileSystem.wrap(files.next());
          }
        };
      }

      @Override
      public void close() throws IOException {
        stream.close();
      }
    };
  }

  @Override
  public void createDirectory(Path folder, FileAttribute<?>... attributes) throws IOException {
    if (!exists(folder)) {
      Steps.before("folder", folder);
    }
    platform.createDirectory(in(folder), attributes);
  }

  @Override
  public void delete(Path file) throws IOException {
    if (exists(file)) {
      Steps.before("delete", file);
    }
    platform.delete(in(file));
  }

  @Override
  public void copy(Path source, Path target, CopyOption... options) throws IOException {
    Steps.before("copy", target);
    platform.copy(in(source), in(target), options);
  }

  @Override
  public void move(Path source, Path target, CopyOption... options) throws IOException {
    Steps.before("move", target);
    platform.move(in(source), in(target), options);
  }

  @Override
  public boolean isSameFile(Path one, Path other) throws IOException {
    return platform.isSameFile(in(one), in(other));
  }

  @Override
  public boolean isHidden(Path path) throws IOException {
    return platform.isHidden(in(path));
  }

  @Override
  public FileStore getFileStore(Path path) throws IOException {
    return platform.getFileStore(in(path));
  }

  @Override
  public void checkAccess(Path path, AccessMode... modes) throws IOException {
    platform.checkAccess(in(path), modes);
  }

  @Override
  public <V extends FileAttributeView> V getFileAttributeView(
      Path path, Class<V> type, LinkOption... options) {
    return platform.getFileAttributeView(in(path), type, options);
  }

  @Override
  public <A extends BasicFileAttributes> A readAttributes(
      Path path, Class<A> type, LinkOption... options) throws IOException {
    return platform.readAttributes(in(path), type, options);
  }

  @Override
  public Map<String, Object> readAttributes(Path path, String attributes, LinkOption... options)
      throws IOException {
    return Collections.unmodifiableMap(platform.readAttributes(in(path), attributes, options));
  }

  @Override
  public void setAttribute(Path path, String attribute, Object value, LinkOption... options)
      throws IOException {
    Steps.before("attribute", path);
    platform.setAttribute(in(path), attribute, value, options);
  }
}
