// Drafts as the tests of writing save them, and what the box has afterwards.

import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { mairie } from '#test/support/database/commune.ts'
import { inMailbox, messagesIn } from '#test/support/dovecot/mailbox-client.ts'
import type { TestWebmail, WebmailBrowser } from '#test/support/webmail/test-webmail.ts'
import { savedDraft } from '#webmail/contract/draft.ts'

export const content = {
  from: mairie as string,
  to: [{ name: 'Marie Durand', address: 'marie@ailleurs.test' }],
  ...{ cc: [] as { name: string; address: string }[], bcc: [] as { name: string; address: string }[] },
  ...{ subject: 'Toiture de l’école', html: '<p>Bonjour Marie,</p><p>à lundi.</p>' },
  about: null as unknown,
  receipt: false,
}

interface Change {
  readonly draft?: string
  readonly revision?: string
  readonly basedOn?: string | null
  readonly content?: Partial<typeof content>
  readonly keep?: readonly string[]
  readonly copies?: readonly {
    readonly id: string
    readonly folder: string
    readonly uid: number
    readonly part: string
  }[]
}

const problem = z.object({ code: z.string(), errors: z.array(z.object({ code: z.string() })).optional() })

/** In the box of the mairie, as a person who may write there. */
export function draftsOf(webmail: TestWebmail, browser: WebmailBrowser) {
  const box = `/boxes/${webmail.made.mairie}`
  const opening = { mailbox: mairie, person: webmail.made.person }
  const ask = async (name: string, body?: unknown): Promise<unknown> =>
    (await browser.ask(name.replace(' /', ` ${box}/`), body)).json()
  const put = ({ draft = randomUUID(), revision = randomUUID(), basedOn = null, ...rest }: Change) =>
    ask(`PUT /drafts/${draft}`, {
      ...{ revision, basedOn, keep: rest.keep ?? [], copies: rest.copies ?? [] },
      content: { ...content, ...rest.content },
    })
  return {
    ...{ box, ask },
    save: async (change: Change) => savedDraft.parse(await put(change)),
    /** What it was refused with. */
    refused: async (change: Change) => problem.parse(await put(change)),
    async attach(
      to: { readonly draft: string; readonly revision: string },
      name: string,
      octets: Buffer,
      type = 'application/pdf',
      { revision = randomUUID() as string, picture = null as string | null } = {},
    ) {
      const query = new URLSearchParams({
        ...{ revision, basedOn: to.revision, id: picture ?? randomUUID(), name, type },
        ...(picture === null ? {} : { shown: 'in-text' }),
      })
      return await fetch(`${webmail.origin}/api/v1${box}/drafts/${to.draft}/attachments?${query}`, {
        method: 'POST',
        headers: {
          origin: webmail.origin,
          'content-type': 'application/octet-stream',
          cookie: await webmail.cookie(),
        },
        body: new Uint8Array(octets),
      })
    },
    reopen: ({ place }: Pick<z.output<typeof savedDraft>, 'place'>) =>
      ask(`GET /draft?folder=${encodeURIComponent(place.folder)}&uid=${place.uid}`),
    inBox: <Value>(work: Parameters<typeof inMailbox<Value>>[2]) => inMailbox(webmail.dovecot, opening, work),
    drafts: () => inMailbox(webmail.dovecot, opening, (client) => messagesIn(client, 'Drafts')),
  }
}

export const fieldOf = (source: string, name: string): string =>
  new RegExp(`^${name}: ((?:.*\r\n)(?:[ \t].*\r\n)*)`, 'im')
    .exec(source)?.[1]
    ?.trim()
    .replace(/\r\n[ \t]/g, ' ') ?? ''
