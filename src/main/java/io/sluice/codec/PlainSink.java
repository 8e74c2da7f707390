package io.sluice.codec;

import java.io.IOException;

/** Takes plain values in document order: the JSON form of an answer, whatever becomes of it. */
public interface PlainSink {
  /** An object opens. */
  void beginObject() throws IOException;

  /** The name of the next member of the present object. */
  void name(String name) throws IOException;

  /** The present object closes. */
  void endObject() throws IOException;

  /** An array opens. */
  void beginArray() throws IOException;

  /** The present array closes. */
  void endArray() throws IOException;

  /** A text. */
  void text(String text) throws IOException;

  /** A finite number. */
  void number(float number) throws IOException;
}
