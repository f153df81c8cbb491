import { once } from 'node:events'
import { get } from 'node:http'
import { text } from 'node:stream/consumers'
import { expect, test, vi } from 'vitest'
import { z } from 'zod'
import { claire as claireAddress } from '#test/support/database/commune.ts'
import { webmailUnderTest } from '#test/support/webmail/webmail.ts'
import { preloadedAnswers } from '#webmail/api/http/preloaded-answers.ts'

const webmail = await webmailUnderTest()
const { made } = webmail
const claire = await webmail.signIn()
const rows = z.array(
  z.object({
    name: z.string(),
    params: z.record(z.string(), z.string()).optional(),
    query: z.record(z.string(), z.unknown()).optional(),
    answer: z.unknown(),
  }),
)

/** As a browser does; `fetch` says of itself that it is a script. */
async function open(path: string, cookie: string): Promise<string> {
  const headers = {
    ...{ cookie, 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document', 'sec-fetch-site': 'none' },
  }
  const [page] = await once(get(`${webmail.origin}${path}`, { headers }), 'response')
  return await text(page)
}

/** What goes out with the page at that address, by route; `cookie` empty for nobody. */
async function pageAt(path: string, cookie: string) {
  const block = /<script type="application\/json"[^>]*>(.*?)<\/script>/.exec(await open(path, cookie))?.[1]
  return new Map(rows.parse(JSON.parse(block ?? '[]')).map((each) => [each.name, each]))
}
/** A page waits for its answers for a moment only: on a busy machine it has them when it is opened again. */
const wholePageAt = (path: string, count: number) =>
  vi.waitFor(
    async () => {
      const page = await pageAt(path, await webmail.cookie())
      expect(page.size).toBeGreaterThanOrEqual(count)
      return page
    },
    { timeout: 20_000 },
  )
const asked = async (name: string) => await (await claire.ask(name)).json()

test('somebody opens a folder of a box → who they are, their boxes and settings, and that list, as the API says them', async () => {
  const page = await wholePageAt('/b/mairie@mairie-saulieu.test/Archive?filter=unread', 4)
  expect(page.get('GET /session')?.answer).toMatchObject({ person: { email: claireAddress } })
  expect(page.get('GET /boxes')?.answer).toEqual(await asked('GET /boxes'))
  expect(page.get('GET /settings')?.answer).toEqual(await asked('GET /settings'))
  const list = page.get('GET /boxes/{box}/conversations')
  expect([list?.params, list?.query]).toEqual([
    { box: made.mairie },
    { folder: 'Archive', offset: 0, limit: 50, filter: 'unread' },
  ])
  expect(list?.answer).toEqual(
    await asked(`GET /boxes/${made.mairie}/conversations?folder=Archive&offset=0&limit=50&filter=unread`),
  )
})

test.each(['/b/jean@mairie-autun.test/INBOX', '/b/mairie@mairie-saulieu.test/Absent'])(
  "%s, somebody else's box or a folder that is not there → no list, the rest is there",
  async (path) => {
    const page = await wholePageAt(path, 3)
    expect([...page.keys()].toSorted()).toEqual(['GET /boxes', 'GET /session', 'GET /settings'])
  },
)

test('a list that is not there in time → the page with what is', async () => {
  const never = new Promise<Response>(() => undefined)
  const settings = { conversations: true }
  const given = await preloadedAnswers(new URL('http://webmail.test/'), async ({ name }) => {
    if (name === 'GET /session') return Response.json({})
    if (name === 'GET /settings') return Response.json(settings)
    if (name === 'GET /boxes') return Response.json({ rows: [{ id: made.personal, address: claireAddress }] })
    return await never
  })
  expect(given?.map(({ name }) => name).toSorted()).toEqual([
    ...['GET /boxes', 'GET /session', 'GET /settings'],
  ])
})

test('nobody, or a session that is none → the page alone', async () => {
  expect((await pageAt('/', 'vaguemestre-webmail.session_token=abc.def')).size).toBe(0)
  expect((await pageAt('/', 'theme=dark')).size).toBe(0)
})
