import { afterAll, beforeAll, expect, test } from 'vitest'
import { startBrowser, type TestBrowser } from '../support/browser.ts'
import { reportBody } from '../support/hand-set.ts'
import { type Ground, startGround } from './ground.ts'

let ground: Ground
let browser: TestBrowser

beforeAll(async () => {
  ground = await startGround(2)
  const set = await ground.speak(ground.pairs[0]!.school, {
    camera_1: {
      present: true,
      model: '<img src=x onerror=alert(1)>',
      driver: 'uvcvideo',
      error: null,
      blocked: true,
    },
    audio_out: { present: true, muted: true, volume_zero: null },
    unreadable: { battery: 'absent' },
  })
  for (const seq of [2, 3, 4]) {
    const at = Date.now() - (5 - seq) * 60_000
    await set.send('report', seq, reportBody({ rtt_p50_ms: 20 + seq, rtt_p95_ms: 310, jitter_ms: 3 }), { at })
    await set.acknowledges(seq)
  }
  browser = await startBrowser(ground.plane.httpUrl, { signedIn: ground.plane.admin })
})

afterAll(async () => {
  await browser?.close()
  await ground?.stop()
})

test('the page of a set opens with its name and state, and links to the other side', async () => {
  const page = await browser.open('/sets/KS-0001')
  await page.getByRole('heading', { level: 1, name: 'Klasset KS-0001 is verbonden' }).waitFor()
  await page.getByRole('link', { name: /HS-0001/ }).click()
  await page.getByRole('heading', { level: 1, name: 'Thuisset HS-0001 heeft nog niets gezegd' }).waitFor()
  await page.getByText('Deze set heeft nog niets over zichzelf gezegd.').waitFor()
  await page.close()
})

test('what a set says of itself is shown as text, in words, with since when', async () => {
  const page = await browser.open('/sets/KS-0001')
  const facts = page.getByRole('region', { name: 'Feiten' })
  await facts.getByText('geblokkeerd door een privacy-instelling').waitFor()
  await facts.getByText('<img src=x onerror=alert(1)>').waitFor()
  await facts.getByText('gedempt').waitFor()
  expect(await facts.getByText(/^sinds \d\d:\d\d$/).count()).toBe(3)
  await facts.getByText('Niet te lezen').first().click()
  await facts.getByText('batterij: niet aanwezig op dit toestel').waitFor()
  expect(await page.locator('img').count()).toBe(0)
  await page.close()
})

test('an unknown number is called unknown, with the reason, and never zero', async () => {
  const page = await browser.open('/sets/KS-0001')
  const latest = page.getByRole('region', { name: 'Laatste meting' })
  const battery = latest
    .locator('div')
    .filter({ has: page.getByText('Batterij', { exact: true }) })
    .last()
  expect(await battery.textContent()).toBe('Batterijniet bekend niet aanwezig op dit toestel')
  await page.close()
})

test('the points of a chart can be stepped through by keyboard, and its numbers are in a table', async () => {
  const page = await browser.open('/sets/KS-0001')
  const chart = page.getByRole('slider', { name: /^Vertraging/ })
  await chart.focus()
  await page.keyboard.press('End')
  const last = await chart.getAttribute('aria-valuenow')
  await page.keyboard.press('ArrowLeft')
  expect(Number(await chart.getAttribute('aria-valuenow'))).toBe(Number(last) - 1)
  await page.getByText(/^Op \d\d\/\d\d\/\d{4} \d\d:\d\d:\d\d$/).waitFor()
  await page.getByRole('button', { name: 'Tabel Vertraging' }).click()
  const table = page.getByRole('region', { name: 'Tabel van Vertraging' })
  await table.getByText('310 ms').first().waitFor()
  await page.close()
})

test('a chart is drawn anew in the colours of the other scheme', async () => {
  const page = await browser.open('/sets/KS-0001')
  const canvas = page.getByRole('slider', { name: /^Vertraging/ }).locator('canvas')
  const picture = () => canvas.evaluate((element: HTMLCanvasElement) => element.toDataURL())
  const light = await picture()
  await page.emulateMedia({ colorScheme: 'dark' })
  await expect.poll(picture).not.toBe(light)
  await page.close()
})

test('while a window gets narrower its charts are cut off, and the page is no wider than the window', async () => {
  const page = await browser.open('/sets/KS-0001')
  const plot = page.locator('.uplot').first()
  await plot.waitFor()
  const over = await plot.evaluate((element: HTMLElement) => {
    element.style.width = '2000px'
    return document.documentElement.scrollWidth - document.documentElement.clientWidth
  })
  expect(over).toBe(0)
  await page.close()
})

test('the span is in the address and survives a reload', async () => {
  const page = await browser.open('/sets/KS-0001')
  await page.getByRole('button', { name: 'week' }).click()
  await expect.poll(() => page.url()).toContain('span=week')
  await page.reload()
  await page.getByText('Eén punt per uur.').waitFor()
  await page.close()
})

test('what changed is listed, newest first, and can be narrowed to one kind', async () => {
  const page = await browser.open('/sets/KS-0001')
  const changes = page.getByRole('region', { name: 'Wat er veranderde' })
  await changes.getByText('verbonden').first().waitFor()
  await changes.getByRole('button', { name: 'feiten' }).click()
  await expect.poll(() => page.url()).toContain('kind=fact')
  await changes.getByText('Luidspreker').waitFor()
  await page.close()
})

test('a label that nobody knows is met with kindness and a way to search', async () => {
  const page = await browser.open('/sets/KS-9999')
  await page.getByRole('heading', { level: 1, name: 'Geen set met label KS-9999' }).waitFor()
  await page.getByRole('link', { name: 'Zoek KS-9999 in alle sets' }).click()
  await page.waitForURL('**/sets?q=KS-9999')
  await page.close()
})

test('nothing was asked of anyone but the control plane, and the policy of the page was never broken', () => {
  expect(browser.wrongs).toEqual([])
})
