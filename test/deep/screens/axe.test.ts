// Whether the tests that look with axe would see it: a fault in the page, in a frame of another host, and in a frame within that.

import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { axeFindings } from '#test/support/browser/axe.ts'
import { openBrowser } from '#test/support/browser/browser.ts'

const browser = await openBrowser()
afterAll(() => browser.close())

const pages = {
  '/': (body: string) => `<main><h1>Titre</h1>${body}</main>`,
  '/frame': (body: string) => `<h1>Titre</h1>${body}`,
}
const nameless = '<button></button>'

const server = createServer(({ url = '/', headers }, answer) => {
  const { pathname, searchParams } = new URL(url, `http://${headers.host}`)
  const written = pages[pathname === '/' ? '/' : '/frame'](searchParams.get('body') ?? '')
  answer.writeHead(200, {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': "script-src 'none'",
  })
  answer.end(`<!doctype html><html lang="fr"><title>Page</title>${written}</html>`)
})
const portOf = (): number => (server.address() as AddressInfo).port
beforeAll(() => new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve)))
afterAll(() => void server.close())

const at = (place: string, body: string) => `http://${place}?body=${encodeURIComponent(body)}`
const framed = (host: string, body: string) =>
  `<iframe title="Cadre" src="${at(`${host}:${portOf()}/frame`, body)}"></iframe>`

async function found(body: string): Promise<readonly string[]> {
  const page = await browser.newPage()
  await page.goto(at(`127.0.0.1:${portOf()}/`, body))
  const findings = await axeFindings(page)
  // Once more, as a test looks more than once at a page.
  expect(await axeFindings(page)).toEqual(findings)
  await page.close()
  return findings.map((finding) => finding.replace(/:.*/s, ''))
}

test('nothing wrong, with a frame or without → nothing', async () => {
  expect(await found('<p>Bonjour</p>')).toEqual([])
  expect(await found(framed('localhost', '<p>Bonjour</p>'))).toEqual([])
})

test('a button without a name in the page, in a frame of another host, in a frame within that → each told', async () => {
  expect(await found(nameless)).toEqual(['button-name'])
  expect(await found(framed('localhost', nameless))).toEqual(['button-name'])
  expect(await found(framed('localhost', framed('127.0.0.1', nameless)))).toEqual(['button-name'])
  expect(await found(nameless + framed('localhost', nameless))).toEqual(['button-name', 'button-name'])
})
