// Files given out by a link, as the API in memory gives them: one that is under way, and whatever a draft gives.

import type { Hono } from 'hono'
import { apiBase } from '#webmail/api/app.ts'
import type { WebmailAnswer } from '#webmail/contract/all.ts'
import { at } from './webmail-fixtures.ts'

type Row = WebmailAnswer<'GET /boxes/{box}/shared-files'>['rows'][number]

const shared: Omit<Row, 'id' | 'name'> = {
  octets: 21_000_000,
  person: 'Claire Bonnard',
  sharedAt: at,
  expiresAt: '2026-12-23T13:12:00.000Z',
  state: 'open',
  hasPassword: false,
  downloads: 0,
  lastDownloadAt: null,
}
const expired: Row['state'] = 'expired'

const rows: readonly Row[] = [
  { ...shared, id: '0196f0aa-0000-7000-8000-00000000a001', name: 'Plan du bourg.pdf' },
  {
    ...{ ...shared, id: '0196f0aa-0000-7000-8000-00000000a002', name: 'Dossier de consultation, lot 2.zip' },
    ...{ octets: 143_000_000, hasPassword: true, downloads: 3, lastDownloadAt: at },
  },
  {
    ...{ ...shared, id: '0196f0aa-0000-7000-8000-00000000a003', name: 'Photos.zip', person: null },
    ...{ state: expired, downloads: 1, lastDownloadAt: at },
  },
]

export function linkRoutes(app: Hono, contentOrigin: string): void {
  const box = `${apiBase}/boxes/:box`
  const gone = new Set<string>()
  app.get(`${box}/shared-files`, () =>
    Response.json({
      rows: rows.map((row): Row => (gone.has(row.id) ? { ...row, state: 'withdrawn' } : row)),
    }),
  )
  app.delete(`${box}/shared-files/:file`, (context) => {
    gone.add(context.req.param('file'))
    return new Response(null, { status: 204 })
  })
  app.post(`${box}/drafts/:draft/shared-files`, async (context) => {
    const { password } = await context.req.json()
    return Response.json(
      {
        ...{ id: crypto.randomUUID(), name: 'Paie.xlsx', octets: 9_000, expiresAt: shared.expiresAt },
        address: `${contentOrigin}/fichier/AbCdEfGhIjKlMnOpQrStUvWxYz012345`,
        password: password === true ? 'k7fm-2qpx-9abc' : null,
      },
      { status: 201 },
    )
  })
}
