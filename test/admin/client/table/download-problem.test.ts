import { afterEach, expect, test, vi } from 'vitest'
import { downloadProblem } from '#admin/client/table/download-problem.ts'

afterEach(() => vi.unstubAllGlobals())

const answering = (answer: () => Promise<Response>) => {
  const asked = vi.fn(answer)
  vi.stubGlobal('fetch', asked)
  return asked
}
const problem = (status: number, code: string) => async () => Response.json({ code }, { status })

test('a session that is there → nothing stands in the way, and the session alone was asked about', async () => {
  const asked = answering(async () => Response.json({}))
  expect(await downloadProblem()).toBeNull()
  expect(asked.mock.calls).toEqual([['/api/v1/session', expect.objectContaining({ method: 'GET' })]])
})

test.each([
  ['a session that ended', problem(401, 'not-signed-in'), 'not-signed-in'],
  ['a database that is away', problem(503, 'try-later'), 'try-later'],
  ['no network', () => Promise.reject(new TypeError('Failed to fetch')), 'unreachable'],
])('%s → its code, and no file', async (_, answer, code) => {
  answering(answer)
  expect(await downloadProblem()).toBe(code)
})
