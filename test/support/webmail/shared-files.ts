// Files given out by a link, as a browser of a person gives them, and as a stranger fetches them.

import { z } from 'zod'
import { madeLink, sharedFileView } from '#webmail/contract/shared-file.ts'
import { pieceBytes } from '#webmail/contract/shared-file-limits.ts'
import type { WebmailBrowser } from './test-webmail.ts'

export type MadeLink = z.output<typeof madeLink>

interface Wanted {
  readonly name?: string
  readonly days?: number
  readonly password?: boolean
}

/** In one box, as one person. */
export function sharedFilesOf(browser: WebmailBrowser, box: string) {
  const base = `/boxes/${box}/shared-files`
  const begin = (octets: number, { name = 'Plan du bourg.pdf', days = 30, password = false }: Wanted = {}) =>
    browser.ask(`POST ${base}`, { name, octets, days, password })
  const put = (file: string, piece: number, octets: Uint8Array) =>
    browser.askWith(`PUT ${base}/${file}/pieces/${piece}`, octets)
  const complete = (file: string) => browser.ask(`POST ${base}/${file}/completion`)
  return {
    ...{ begin, put, complete },
    async share(content: Buffer, wanted?: Wanted): Promise<MadeLink> {
      const link = madeLink.parse(await (await begin(content.length, wanted)).json())
      for (let piece = 0; piece * pieceBytes < content.length; piece += 1)
        await put(link.id, piece, content.subarray(piece * pieceBytes, (piece + 1) * pieceBytes))
      const done = await complete(link.id)
      if (done.status !== 204) throw new Error(await done.text())
      return link
    },
    withdraw: (file: string) => browser.ask(`DELETE ${base}/${file}`),
    list: async () =>
      z.object({ rows: z.array(sharedFileView) }).parse(await (await browser.ask(`GET ${base}`)).json()).rows,
  }
}

/** As the button of its page does. */
export const fetchShared = (address: string, password?: string): Promise<Response> =>
  fetch(address, {
    method: 'POST',
    body: new URLSearchParams(password === undefined ? {} : { 'mot-de-passe': password }),
  })
