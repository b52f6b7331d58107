// node pdf.mjs <file.pdf> [<page.png>]: writes what other programs report about a PDF, as JSON, to standard output.
import { readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { crc32, deflateSync } from 'node:zlib';
import { PDFiumLibrary } from '@hyzyla/pdfium';
import { readBarcodes, prepareZXingModule } from 'zxing-wasm/reader';

const require = createRequire(import.meta.url);
// Pixels per point. Positions in the answer are in points.
const scale = 2;
const [pdfPath, pngPath] = process.argv.slice(2);
const file = await readFile(pdfPath);
const qpdf = await check(file);
const pages = await open(file);
if (pngPath) await writeFile(pngPath, png(pages[0].picture));
for (const page of pages) Object.assign(page, { ink: ink(page.picture), codes: await codes(page.picture) });
process.stdout.write(JSON.stringify({ qpdf, pages: pages.map(({ picture, ...page }) => page) }));

// This build of qpdf can only print to the console, and reports errors by throwing its exit code.
async function check(bytes) {
  const said = [];
  const { log, error } = console;
  console.log = console.error = line => said.push(line);
  try {
    const { default: create } = await import('@neslinesli93/qpdf-wasm');
    const program = await create({ locateFile: () => require.resolve('@neslinesli93/qpdf-wasm/dist/qpdf.wasm') });
    program.FS.writeFile('/in.pdf', new Uint8Array(bytes));
    return { exitCode: program.callMain(['--check', '/in.pdf']), said };
  } catch (exit) {
    return { exitCode: exit.status ?? -1, said: [...said, String(exit)] };
  } finally {
    Object.assign(console, { log, error });
    process.exitCode = 0;
  }
}

async function open(bytes) {
  const library = await PDFiumLibrary.init();
  const document = await library.loadDocument(bytes);
  const result = [];
  for (const page of document.pages()) {
    const { originalWidth: width, originalHeight: height } = page.getOriginalSize();
    result.push({ width, height, text: page.getText(), picture: await page.render({ scale, render: 'bitmap' }) });
  }
  document.destroy();
  library.destroy();
  return result;
}

async function codes({ width, height, data }) {
  await prepareZXingModule({ overrides: { wasmBinary: (await readFile(require.resolve('zxing-wasm/reader/zxing_reader.wasm'))).buffer } });
  const image = { width, height, colorSpace: 'srgb', data: new Uint8ClampedArray(data) };
  const found = await readBarcodes(image, { formats: ['QRCode'], tryHarder: true });
  return found.map(({ text, position, version, ecLevel }) => {
    const width = (position.topRight.x - position.topLeft.x) / scale;
    return { text, width, version: Number(version), level: ecLevel };
  });
}

// The bounding box of all that is not white.
function ink({ width, height, data }) {
  const box = { left: width, top: height, right: 0, bottom: 0 };
  for (let i = 0; i < data.length; i += 4) {
    if (data[i] + data[i + 1] + data[i + 2] > 750) continue;
    const [x, y] = [(i / 4) % width, Math.floor(i / 4 / width)];
    box.left = Math.min(box.left, x);
    box.top = Math.min(box.top, y);
    box.right = Math.max(box.right, x + 1);
    box.bottom = Math.max(box.bottom, y + 1);
  }
  return Object.fromEntries(Object.entries(box).map(([side, pixels]) => [side, pixels / scale]));
}

function png({ width, height, data }) {
  const rows = Buffer.alloc(height * (1 + 4 * width));
  const pixels = Buffer.from(data);
  for (let y = 0; y < height; y++) rows.set(pixels.subarray(4 * width * y, 4 * width * (y + 1)), y * (1 + 4 * width) + 1);
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 6], 8);
  const signature = Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]);
  return Buffer.concat([signature, chunk('IHDR', header), chunk('IDAT', deflateSync(rows)), chunk('IEND', Buffer.alloc(0))]);
}

function chunk(type, content) {
  const body = Buffer.concat([Buffer.from(type), content]);
  const [length, checkSum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(content.length);
  checkSum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, checkSum]);
}
