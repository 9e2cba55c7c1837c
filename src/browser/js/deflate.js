// Raw deflate (RFC 1951) of bytes, by the browser's own streams.
const deflate_streamed = async (stream, bytes, most) => {
  const writer = stream.writable.getWriter();
  // The reader is told of the same failure.
  writer.write(bytes).catch(() => {});
  writer.close().catch(() => {});
  const reader = stream.readable.getReader();
  const parts = [];
  let size = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    size += value.length;
    if (size > most) {
      reader.cancel().catch(() => {});
      throw new RangeError();
    }
    parts.push(value);
  }
  const whole = new Uint8Array(size);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
};
const deflate_bytes = async bytes => deflate_streamed(new CompressionStream('deflate-raw'), bytes, Infinity);
// At most `most` bytes, since a few bytes may be a decompression bomb.
const inflate_bytes = async (bytes, most) => deflate_streamed(new DecompressionStream('deflate-raw'), bytes, most);
