import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { createCanvas } from '@napi-rs/canvas'
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader'
import { parseEnrolmentCode } from '../../protocol/enrolment-code.ts'
import { startBrowser } from '../support/browser.ts'
import { startControlPlane, type TestControlPlane } from '../support/control-plane.ts'
import { registerSet } from '../support/enrolment.ts'

/** Dots per inch of a plain office printer. */
const dotsPerInch = 150
const pointsPerInch = 72

let plane: TestControlPlane

beforeAll(async () => {
  const wasm = createRequire(import.meta.url).resolve('zxing-wasm/reader/zxing_reader.wasm')
  const { buffer, byteOffset, byteLength } = await readFile(wasm)
  const wasmBinary = buffer.slice(byteOffset, byteOffset + byteLength) as ArrayBuffer
  await prepareZXingModule({ overrides: { wasmBinary }, fireImmediately: true })
  plane = await startControlPlane({ authority: true })
  for (const label of ['KS-0100', 'KS-0101']) await registerSet(plane.admin, label)
})

afterAll(() => plane?.stop())

/** The page as a printer would put it on paper: pixels in red, green, blue and cover. */
async function rasterOf(pdf: Uint8Array) {
  const reading = getDocument({ data: pdf, disableFontFace: true, useSystemFonts: false })
  const document = await reading.promise
  const page = await document.getPage(1)
  const viewport = page.getViewport({ scale: dotsPerInch / pointsPerInch })
  const [width, height] = [Math.ceil(viewport.width), Math.ceil(viewport.height)]
  const canvas = createCanvas(width, height)
  const canvasContext = canvas.getContext('2d') as unknown as CanvasRenderingContext2D
  await page.render({ canvas: null, canvasContext, viewport }).promise
  const words = (await page.getTextContent()).items.map(item => ('str' in item ? item.str : '')).join(' ')
  const image = canvas.getContext('2d').getImageData(0, 0, width, height)
  const pageCount = document.numPages
  await reading.destroy()
  return { image, words, pageCount }
}

for (const [language, scheme, label] of [
  ['nl', 'light', 'KS-0100'],
  ['en', 'dark', 'KS-0101'],
] as const) {
  test(`the printed sheet of ${label} (${language}, ${scheme} screen) is read back as its own code`, async () => {
    const eyes = await startBrowser(plane.httpUrl, { signedIn: plane.admin, language, scheme })
    const page = await eyes.open(`/sets/${label}`)
    await page.getByRole('button', { name: /Inschrijvingscode maken|Make enrolment code/ }).click()
    const sheet = page.getByRole('dialog')
    await sheet.getByRole('img').waitFor()
    const shown = (await sheet.locator('[data-code]').getAttribute('data-code')) ?? ''
    const pdf = await page.pdf({ format: 'A4', printBackground: false })
    const { image, words, pageCount } = await rasterOf(new Uint8Array(pdf))

    const read = await readBarcodes(
      { data: image.data, width: image.width, height: image.height, colorSpace: 'srgb' } as ImageData,
      { formats: ['QRCode'], tryHarder: true, maxNumberOfSymbols: 4 },
    )
    expect(read.map(({ text }) => text)).toEqual([shown])
    expect(parseEnrolmentCode(read[0]?.text ?? '')?.port).toBe(plane.setPort)
    expect(words).toContain(label)
    expect(words).not.toContain(language === 'nl' ? 'Kopieer tekst' : 'Copy text')
    expect(pageCount).toBe(1)
    expect(eyes.wrongs).toEqual([])
    await eyes.close()
  })
}
