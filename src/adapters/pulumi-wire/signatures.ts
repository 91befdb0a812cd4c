/** Values of the signature key by which Pulumi marks special objects inside property maps. Source: Pulumi's SDKs. */
export const ASSET_SIG = 'c44067f5952c0a294b673a41bacd8c17';
export const ARCHIVE_SIG = '0def7320c3a5731c473e5ecbe6d01bc7';
export const RESOURCE_SIG = '5cf8f73096256a8f31e491e813e4eb8e';
export const OUTPUT_SIG = 'd0e6a833031e9bbcd3f4e8bde6ca49a4';
/** The text that stands for a value not known yet. */
export const WIRE_UNKNOWN = '04da6b54-80e4-46f7-96ec-b56ff0331ba9';
