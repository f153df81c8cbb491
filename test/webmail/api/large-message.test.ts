// A message of 100 MB, as somebody's scanner sends it: everything around it is as quick as of any other, and nothing of it is
// ever in memory whole.

import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { beforeAll, expect, test } from 'vitest'
import { mairie } from '#test/support/database/commune.ts'
import { messageWithFiles } from '#test/support/gateway/message-with-files.ts'
import { openBoxClient } from '#test/support/webmail/box-client.ts'
import { webmailUnderTest } from '#test/support/webmail/webmail.ts'

setFlagsFromString('--expose-gc')
const collectGarbage: () => void = runInNewContext('gc')

const webmail = await webmailUnderTest()
const { made } = webmail
const claire = await webmail.signIn()

const fileOctets = 75 * 1024 * 1024
/** Of one piece and what is on its way, with room: far below what is downloaded. */
const mostHeld = 40 * 1024 * 1024
const place = 'folder=INBOX&uid=1'

beforeAll(async () => {
  const content = Buffer.alloc(fileOctets)
  for (let at = 0; at < fileOctets; at += 4) content.writeUInt32LE(at, at)
  const message = messageWithFiles('Plans de la salle des fêtes', [
    { name: 'plans.pdf', type: 'application/pdf', content },
  ])
  expect(message.length).toBeGreaterThan(100 * 1024 * 1024)
  await using client = await openBoxClient(webmail, mairie)
  await client.append('INBOX', message)
})

const ask = (path: string): Promise<Response> => claire.ask(`GET /boxes/${made.mairie}/${path}`)

/** Of what is in use, once what is not was given back. */
function held(): number {
  collectGarbage()
  const { arrayBuffers, external, heapUsed } = process.memoryUsage()
  return Math.max(arrayBuffers, external) + heapUsed
}

/** The most that was held beyond what was before, while `work` went on. */
async function mostDuring(work: (look: () => void) => Promise<unknown>): Promise<number> {
  const before = held()
  let most = 0
  const look = (): void => {
    most = Math.max(most, held() - before)
  }
  // Also of what was given back by the time an answer is there.
  const looking = setInterval(look, 500)
  try {
    await work(look)
  } finally {
    clearInterval(looking)
  }
  look()
  return most
}

test('listed and opened → its words and its file by name and size, without any of the file', async () => {
  const most = await mostDuring(async (look) => {
    const list: unknown = await (await ask('conversations?folder=INBOX')).json()
    look()
    expect(list).toMatchObject({ rows: [{ uid: 1, attachments: true }] })
    const opened: unknown = await (await ask(`conversation?${place}`)).json()
    look()
    expect(opened).toMatchObject({
      messages: [{ attachments: [{ part: '2', name: 'plans.pdf', bytes: expect.any(Number) }] }],
    })
    const said: unknown = await (await ask(`message?${place}`)).json()
    look()
    expect(said).toMatchObject({ html: expect.stringContaining('Voici les pièces.'), cut: false })
  })
  expect(most).toBeLessThan(mostHeld / 4)
})

test('its file downloaded → every octet, and less than 40 MB of it held at any time', async () => {
  let octets = 0
  let wrong = 0
  const most = await mostDuring(async (look) => {
    const answer = await ask(`attachment?${place}&part=2`)
    expect(answer.status).toBe(200)
    let looked = 0
    for await (const piece of answer.body ?? []) {
      for (let at = (4 - (octets % 4)) % 4; at + 4 <= piece.length; at += 4096)
        if (Buffer.from(piece.buffer, piece.byteOffset + at, 4).readUInt32LE() !== octets + at) wrong += 1
      octets += piece.length
      if (octets - looked < 4 * 1024 * 1024) continue
      looked = octets
      look()
    }
  })
  expect({ octets, wrong }).toEqual({ octets: fileOctets, wrong: 0 })
  expect(most).toBeLessThan(mostHeld)
})

test('its file downloaded and left half-way → the box answers whoever asks next', async () => {
  const answer = await ask(`attachment?${place}&part=2`)
  const reader = answer.body?.getReader()
  await reader?.read()
  await reader?.cancel()
  expect((await ask(`message?${place}`)).status).toBe(200)
})

test('its file looked at → too-large, and nothing of it was read', async () => {
  const most = await mostDuring(async (look) => {
    const answer: unknown = await (await ask(`preview?${place}&part=2`)).json()
    look()
    expect(answer).toEqual({ kind: 'none', why: 'too-large' })
  })
  expect(most).toBeLessThan(mostHeld / 4)
})

test('forwarded with its file → too-large, before the file was read; without it → a draft', async () => {
  const begun = (await (await ask(`answer?${place}&kind=forward`)).json()) as { content: object }
  const put = (copies: readonly object[]) => {
    const draft = crypto.randomUUID()
    const body = { revision: crypto.randomUUID(), basedOn: null, content: begun.content, keep: [], copies }
    return claire.ask(`PUT /boxes/${made.mairie}/drafts/${draft}`, body)
  }
  const most = await mostDuring(async (look) => {
    const copy = { id: crypto.randomUUID(), folder: 'INBOX', uid: 1, part: '2' }
    const refused: unknown = await (await put([copy])).json()
    look()
    expect(refused).toMatchObject({ code: 'too-large' })
  })
  expect(most).toBeLessThan(mostHeld / 4)
  expect((await put([])).status).toBe(200)
})
