// Gives a TensorFlow Lite model the metadata without which MediaPipe refuses it: how its input is to be scaled. The models of
// @mediapipe/selfie_segmentation are older than that rule. A new head is put in front of the old file, which stays as it is: references
// in a FlatBuffer only point forward. The numbers of the fields are those of TensorFlow's schema.fbs and metadata_schema.fbs.
import { Builder, ByteBuffer } from 'flatbuffers';

const ALIGNMENT = 16;
// As the schemas number them.
const model = { version: 0, operator_codes: 1, subgraphs: 2, description: 3, buffers: 4, metadata: 6, fields: 8 };
const normalization = 1;

/** @param {Buffer} file @returns {Uint8Array} */
export function with_metadata(file) {
  const old = new Uint8Array(Math.ceil(file.length / ALIGNMENT) * ALIGNMENT);
  old.set(file);
  const read = new ByteBuffer(old);
  const root = read.readInt32(0);
  const builder = new Builder(old.length + 4096);
  builder.prep(ALIGNMENT, old.length);
  builder.space -= old.length;
  builder.bb.bytes().set(old, builder.space);

  /** Where an old thing is, counted from the end, as the builder counts. @param {number} at */
  const place = at => old.length - at;
  /** @param {number} at */
  const target = at => at + read.readInt32(at);
  /** @param {number} number */
  const field = number => root + read.__offset(root, 4 + 2 * number);

  const at = target(field(model.buffers));
  const count = read.readInt32(at);
  const buffers = Array.from({ length: count }, (_, number) => place(target(at + 4 + 4 * number)));
  buffers.push(buffer_of(builder, metadata()));
  const all_buffers = vector(builder, buffers);
  const entry = metadata_entry(builder, count);
  const entries = vector(builder, [entry]);

  builder.startObject(model.fields);
  builder.addFieldInt32(model.version, read.readInt32(field(model.version)), 0);
  for (const number of [model.operator_codes, model.subgraphs, model.description])
    builder.addFieldOffset(number, place(target(field(number))), 0);
  builder.addFieldOffset(model.buffers, all_buffers, 0);
  builder.addFieldOffset(model.metadata, entries, 0);
  builder.finish(builder.endObject(), 'TFL3');
  return builder.asUint8Array();
}

/** @param {Builder} builder @param {number[]} places */
function vector(builder, places) {
  builder.startVector(4, places.length, 4);
  for (let at = places.length - 1; at >= 0; at -= 1) builder.addOffset(places[at]);
  return builder.endVector();
}

/** @param {Builder} builder @param {Uint8Array} bytes */
function buffer_of(builder, bytes) {
  builder.startVector(1, bytes.length, ALIGNMENT);
  for (let at = bytes.length - 1; at >= 0; at -= 1) builder.addInt8(bytes[at]);
  const data = builder.endVector();
  builder.startObject(1);
  builder.addFieldOffset(0, data, 0);
  return builder.endObject();
}

/** The name by which the metadata is found, and the number of its buffer. @param {Builder} builder @param {number} buffer */
function metadata_entry(builder, buffer) {
  const name = builder.createString('TFLITE_METADATA');
  builder.startObject(2);
  builder.addFieldOffset(0, name, 0);
  builder.addFieldInt32(1, buffer, 0);
  return builder.endObject();
}

/** One input, of which each number is divided by 255, and one output. */
function metadata() {
  const builder = new Builder(1024);
  /** A table with offsets in these fields. @param {number} fields @param {[number, number][]} given */
  const table = (fields, given) => {
    builder.startObject(fields);
    for (const [number, offset] of given) builder.addFieldOffset(number, offset, 0);
    return builder.endObject();
  };
  /** @param {number} value */
  const floats = value => {
    builder.startVector(4, 1, 4);
    builder.addFloat32(value);
    return builder.endVector();
  };
  const [mean, deviation] = [floats(0), floats(255)];
  const options = table(2, [
    [0, mean],
    [1, deviation],
  ]);
  builder.startObject(2);
  builder.addFieldInt8(0, normalization, 0);
  builder.addFieldOffset(1, options, 0);
  const unit = builder.endObject();
  const units = vector(builder, [unit]);
  const input = vector(builder, [table(7, [[4, units]])]);
  const output = vector(builder, [table(7, [])]);
  const subgraph = table(9, [
    [2, input],
    [3, output],
  ]);
  const subgraphs = vector(builder, [subgraph]);
  builder.finish(table(8, [[3, subgraphs]]), 'M001');
  return builder.asUint8Array();
}
