package io.sluice.benchmark;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

/**
 * Does nothing, over HTTP: one thread, one selector, one prepared answer, no container. What the
 * tail of its latencies is, beside that of its median, is the machine's and the generator's part in
 * the tails of all others. Takes only what {@link OpenLoop} sends: on a connection every request is
 * as long as the first, and the next comes after the answer.
 */
final class ControlServer {
  private static final int BUFFER_BYTES = 1 << 16;
  private static final String LENGTH = "content-length: ";
  private static final String HEAD_END = "\r\n\r\n";
  private static final byte[] ANSWER =
      ("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 200\r\n\r\n"
              + " ".repeat(200))
          .getBytes(StandardCharsets.US_ASCII);

  private final ByteBuffer read = ByteBuffer.allocateDirect(BUFFER_BYTES);
  private final ByteBuffer answer =
      ByteBuffer.allocateDirect(ANSWER.length).put(ANSWER).flip().asReadOnlyBuffer();

  private ControlServer() {}

  /**
   * Serves until the process is ended.
   *
   * @param arguments the port
   */
  public static void main(String[] arguments) throws IOException {
    new ControlServer().serve(Integer.parseInt(arguments[0]));
  }

  private void serve(int port) throws IOException {
    try (Selector selector = Selector.open();
        ServerSocketChannel door = ServerSocketChannel.open()) {
      door.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      door.configureBlocking(false);
      door.register(selector, SelectionKey.OP_ACCEPT);
      while (door.isOpen()) {
        selector.select(key -> proceed(selector, key));
      }
    }
  }

  private void proceed(Selector selector, SelectionKey key) {
    try {
      if (key.isAcceptable()) {
        SocketChannel channel = ((ServerSocketChannel) key.channel()).accept();
        channel.configureBlocking(false);
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        channel.register(selector, SelectionKey.OP_READ, new Progress());
      } else if (take((SocketChannel) key.channel(), (Progress) key.attachment())) {
        ((SocketChannel) key.channel()).write(answer.rewind());
      }
    } catch (IOException e) {
      key.cancel();
      close(key);
    }
  }

  /** Reads what is there, and says whether a request is whole. */
  private boolean take(SocketChannel channel, Progress progress) throws IOException {
    read.clear();
    int count = channel.read(read);
    if (count < 0) {
      throw new IOException("closed by the client");
    }
    progress.seen += count;
    if (progress.length == 0) {
      progress.length = length(StandardCharsets.US_ASCII.decode(read.flip()).toString());
    }
    if (progress.length == 0 || progress.seen < progress.length) {
      return false;
    }
    progress.seen = 0;
    return true;
  }

  /** How many bytes the request has whose beginning this is; 0 if its head is not whole. */
  static int length(String beginning) {
    int end = beginning.indexOf(HEAD_END);
    if (end < 0) {
      return 0;
    }
    String head = beginning.substring(0, end + 2).toLowerCase(java.util.Locale.ROOT);
    int from = head.indexOf(LENGTH) + LENGTH.length();
    int body = Integer.parseInt(head.substring(from, head.indexOf('\r', from)));
    return end + HEAD_END.length() + body;
  }

  private static void close(SelectionKey key) {
    try {
      key.channel().close();
    } catch (IOException e) {
      // The connection is gone either way.
      key.cancel();
    }
  }

  /** How far a connection is with its request. */
  private static final class Progress {
    private int length;
    private int seen;
  }
}
