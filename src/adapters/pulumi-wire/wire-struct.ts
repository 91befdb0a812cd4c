import type { Struct } from 'google-protobuf/google/protobuf/struct_pb.js';
import type { PropertyMap } from '../../core/engine/property-value.js';
import { decodeWire, encodeWire } from './wire-codec.js';

/** The class, as the one copy that the SDK's messages are made of must be used. */
export type StructClass = typeof Struct;

/** Properties of a message; none where the field is absent. */
export function fromStruct(struct: Struct | undefined): PropertyMap {
  return decodeWire(struct?.toJavaScript() ?? {});
}

export function toStruct(StructOfSdk: StructClass, properties: PropertyMap): Struct {
  return StructOfSdk.fromJavaScript(encodeWire(properties) as Parameters<StructClass['fromJavaScript']>[0]);
}
