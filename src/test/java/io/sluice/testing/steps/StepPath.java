package io.sluice.testing.steps;

import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import org.jspecify.annotations.Nullable;

/** A path of {@link StepFileSystem}. */
final class StepPath implements Path {
  private final StepFileSystem fileSystem;
  private final Path platform;

  StepPath(StepFileSystem fileSystem, Path platform) {
    this.fileSystem = fileSystem;
    this.platform = platform;
  }

  static Path unwrap(Path path) {
    return path instanceof StepPath step ? step.platform : path;
  }

  private Path wrap(Path path) {
    return fileSystem.wrap(path);
  }

  private @Nullable Path orNull(@Nullable Path path) {
    return path == null ? null : fileSystem.wrap(path);
  }

  @Override
  public FileSystem getFileSystem() {
    return fileSystem;
  }

  @Override
  public boolean isAbsolute() {
    return platform.isAbsolute();
  }

  @Override
  public @Nullable Path getRoot() {
    return orNull(platform.getRoot());
  }

  @Override
  public @Nullable Path getFileName() {
    return orNull(platform.getFileName());
  }

  @Override
  public @Nullable Path getParent() {
    return orNull(platform.getParent());
  }

  @Override
  public int getNameCount() {
    return platform.getNameCount();
  }

  @Override
  public Path getName(int index) {
    return wrap(platform.getName(index));
  }

  @Override
  public Path subpath(int begin, int end) {
    return wrap(platform.subpath(begin, end));
  }

  @Override
  public boolean startsWith(Path other) {
    return platform.startsWith(unwrap(other));
  }

  @Override
  public boolean endsWith(Path other) {
    return platform.endsWith(unwrap(other));
  }

  @Override
  public Path normalize() {
    return wrap(platform.normalize());
  }

  @Override
  public Path resolve(Path other) {
    return wrap(platform.resolve(unwrap(other)));
  }

  @Override
  public Path relativize(Path other) {
    return wrap(platform.relativize(unwrap(other)));
  }

  @Override
  public URI toUri() {
    return platform.toUri();
  }

  @Override
  public Path toAbsolutePath() {
    return wrap(platform.toAbsolutePath());
  }

  @Override
  public Path toRealPath(LinkOption... options) throws IOException {
    return wrap(platform.toRealPath(options));
  }

  @Override
  public WatchKey register(
      WatchService watcher, WatchEvent.Kind<?>[] events, WatchEvent.Modifier... modifiers)
      throws IOException {
    return platform.register(watcher, events, modifiers);
  }

  @Override
  public int compareTo(Path other) {
    return platform.compareTo(unwrap(other));
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof StepPath step && platform.equals(step.platform);
  }

  @Override
  public int hashCode() {
    return platform.hashCode();
  }

  @Override
  public String toString() {
    return platform.toString();
  }
}
