/** What of OpenJPEG's WASM build is used here; the package brings no declarations for this door. */
declare module "@cornerstonejs/codec-openjpeg/wasmjs" {
  interface Encoder {
    /** A window into WASM memory for the pixels, valid until the next call. */
    getDecodedBuffer(frame: {
      width: number;
      height: number;
      bitsPerSample: 8;
      componentCount: 1;
      isSigned: false;
    }): Uint8Array;
    setQuality(lossless: boolean, rate: number): void;
    setCompressionRatio(level: number, ratio: number): void;
    encode(): void;
    getEncodedBuffer(): Uint8Array;
    delete(): void;
  }
  interface Decoder {
    getEncodedBuffer(length: number): Uint8Array;
    decode(): void;
    getDecodedBuffer(): Uint8Array;
    getFrameInfo(): { width: number; height: number; bitsPerSample: number; componentCount: number };
    delete(): void;
  }
  export interface OpenJpeg {
    J2KEncoder: new () => Encoder;
    J2KDecoder: new () => Decoder;
  }
  export default function create(options: { print: () => void; printErr: () => void }): Promise<OpenJpeg>;
}
