import wasm from 'zxing-wasm/reader/zxing_reader.wasm?url'

interface BarcodeDetector {
  detect(source: CanvasImageSource): Promise<{ rawValue: string }[]>
}
declare const BarcodeDetector: {
  new (options: { formats: string[] }): BarcodeDetector
  getSupportedFormats(): Promise<string[]>
}

/** Returns the text of a QR code in the current video frame; null when there is none. */
export type Decode = (video: HTMLVideoElement) => Promise<string | null>

const WIDEST = 960

/** Returns the browser's native decoder if available, else ZXing, which is loaded as a separate file. */
export async function decoder(): Promise<Decode> {
  if ('BarcodeDetector' in globalThis && (await BarcodeDetector.getSupportedFormats().catch((): string[] => [])).includes('qr_code')) {
    const native = new BarcodeDetector({ formats: ['qr_code'] })
    return async video => (await native.detect(video))[0]?.rawValue ?? null
  }
  const { prepareZXingModule, readBarcodes } = await import('zxing-wasm/reader')
  await prepareZXingModule({ overrides: { locateFile: () => wasm }, fireImmediately: true })
  const canvas = document.createElement('canvas')
  const context = canvas.getContext('2d', { willReadFrequently: true })
  return async video => {
    const scale = Math.min(1, WIDEST / video.videoWidth)
    canvas.width = Math.round(video.videoWidth * scale)
    canvas.height = Math.round(video.videoHeight * scale)
    if (!context || canvas.width === 0) return null
    context.drawImage(video, 0, 0, canvas.width, canvas.height)
    const found = await readBarcodes(context.getImageData(0, 0, canvas.width, canvas.height), {
      formats: ['QRCode'],
      maxNumberOfSymbols: 1,
      tryHarder: false,
    })
    return found[0]?.text ?? null
  }
}
