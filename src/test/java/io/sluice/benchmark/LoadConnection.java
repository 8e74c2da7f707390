package io.sluice.benchmark;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;

/** One connection of an open-loop load, with at most one request under way. */
final class LoadConnection {
  private final SocketChannel channel;
  private final SelectionKey key;
  private final ByteBuffer request;
  private final ResponseReader response = new ResponseReader();
  private long due;
  private long sent;
  private boolean busy;

  /**
   * Begins to connect.
   *
   * @param request the bytes of every request that it will send
   */
  LoadConnection(InetSocketAddress server, Selector selector, ByteBuffer request)
      throws IOException {
    this.request = request.duplicate();
    channel = SocketChannel.open();
    channel.configureBlocking(false);
    channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    boolean connected = channel.connect(server);
    key = channel.register(selector, connected ? SelectionKey.OP_WRITE : SelectionKey.OP_CONNECT);
    key.attach(this);
  }

  /** When the request under way should have been sent, as {@link System#nanoTime} has it. */
  long due() {
    return due;
  }

  /** When its sending began, or that of its connection. */
  long sent() {
    return sent;
  }

  /** Whether a request is under way. */
  boolean isBusy() {
    return busy;
  }

  /** Sends the request, now or as soon as the connection stands. */
  void send(long dueAt, long now) throws IOException {
    due = dueAt;
    sent = now;
    busy = true;
    request.rewind();
    response.reset();
    if (channel.isConnected()) {
      write();
    }
  }

  /**
   * Does what the connection is ready for.
   *
   * @param buffer room to read into
   * @return the status of the answer once it is whole, {@link ResponseReader#MORE} until then
   */
  int proceed(ByteBuffer buffer) throws IOException {
    if (key.isConnectable() && channel.finishConnect()) {
      write();
    } else if (key.isWritable()) {
      write();
    }
    int status = ResponseReader.MORE;
    while (key.isReadable() && status == ResponseReader.MORE) {
      buffer.clear();
      int count = channel.read(buffer);
      if (count < 0) {
        throw new IOException("closed by the server");
      }
      if (count == 0) {
        break;
      }
      status = response.take(buffer.flip());
    }
    busy &= status == ResponseReader.MORE;
    return status;
  }

  /** Whether no further request may be sent. */
  boolean isClosing() {
    return response.isClosing();
  }

  void close() {
    try {
      channel.close();
    } catch (IOException e) {
      // The connection is gone either way.
      key.cancel();
    }
  }

  private void write() throws IOException {
    channel.write(request);
    key.interestOps(
        request.hasRemaining()
            ? SelectionKey.OP_WRITE | SelectionKey.OP_READ
            : SelectionKey.OP_READ);
  }
}
