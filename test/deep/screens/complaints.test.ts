// Whether the tests that look would see a page that loads from elsewhere: from another port of the same host, in a second tab.

import { afterAll, expect, test } from 'vitest'
import { listen } from '#http/listen.ts'
import { openBrowser, visit } from '#test/support/browser/browser.ts'
import { freePort } from '#test/support/database/postgresql.ts'

const opened = new AsyncDisposableStack()
afterAll(() => opened.disposeAsync())
const browser = await openBrowser()
opened.defer(() => browser.close())

const pixel = 'data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7'
const page = '<!doctype html><html lang="fr"><title>Page</title><link rel="icon" href="data:,"></html>'

/** The origin of one that gives the page to whoever asks. */
async function served(host: string): Promise<string> {
  const port = await freePort()
  const answer = () => new Response(page, { headers: { 'content-type': 'text/html' } })
  opened.use(await listen(answer, { host: '127.0.0.1', port }))
  return `http://${host}:${port}`
}

const shows = (address: string) =>
  `new Promise((done) => {
    const image = Object.assign(new Image(), { src: ${address}, onload: done, onerror: done })
    document.body.append(image)
  })`

test('a page, its content host, data and a blob → nothing to complain of; another port of that host → its whole address', async () => {
  const site = { origin: await served('localhost'), contentOrigin: await served('127.0.0.1') }
  await using tab = await visit(browser, site)
  await tab.page.goto('/')
  await tab.page.evaluate(shows(`'${site.contentOrigin}/a.png'`))
  await tab.page.evaluate(shows(`'${pixel}'`))
  await tab.page.evaluate(shows("URL.createObjectURL(new Blob(['x']))"))
  expect(tab.complaints).toEqual([])
  const address = `${await served('127.0.0.1')}/pixel.png`
  await tab.page.evaluate(shows(`'${address}'`))
  expect(tab.complaints).toEqual([`asked ${address}`])
  const second = await tab.context.newPage()
  await second.goto('/')
  await second.evaluate(shows(`'${address}?again'`))
  expect(tab.complaints).toEqual([`asked ${address}`, `asked ${address}?again`])
})
