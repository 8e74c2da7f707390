package io.sluice.codec;

import java.io.IOException;

/** Takes plain values in document order: the JSON form of an answer, whatever becomes of it. */
interface PlainSink {
  void beginObject() throws IOException;

  /** The name of the next member of the present object. */
  void name(String name) throws IOException;

  void endObject() throws IOException;

  void beginArray() throws IOException;

  void endArray() throws IOException;

  void text(String text) throws IOException;

  void number(float number) throws IOException;
}
