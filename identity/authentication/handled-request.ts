// A request as better-auth gets it, and its answer as it leaves. A body is bounded and holds nothing that PostgreSQL
// cannot store; what fails leaves nothing behind.

import type { Database, Transaction } from '#db/connection.ts'

export const clientHeader = 'x-vaguemestre-client'

const json = 'application/json'
/** The answer of an authenticator is the largest of all: some kibioctets. */
const maxBodyBytes = 64 * 1024

/** The request with its body read and the client named, or the answer for one that is none. */
export async function handedOver(request: Request, client: string): Promise<Request | Response> {
  const headers = new Headers(request.headers)
  headers.set(clientHeader, client)
  if (request.method !== 'POST') return new Request(request.url, { headers })
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of request.body ?? []) {
    size += chunk.byteLength
    if (size > maxBodyBytes) return Response.json({ code: 'TOO_LARGE' }, { status: 413 })
    chunks.push(chunk)
  }
  const body = Buffer.concat(chunks).toString('utf8')
  if (body === '') return new Request(request.url, { method: 'POST', headers })
  // better-auth reads forms too, and would find other fields in one than whoever reads it as JSON.
  const [type = ''] = (headers.get('content-type') ?? '').split(';', 1)
  if (type.trim().toLowerCase() !== json)
    return Response.json({ code: 'UNSUPPORTED_MEDIA_TYPE' }, { status: 415 })
  if (!isStorable(body)) return Response.json({ code: 'BAD_REQUEST' }, { status: 400 })
  headers.set('content-type', json)
  return new Request(request.url, { method: 'POST', headers, body })
}

function isStorable(body: string): boolean {
  try {
    return !JSON.stringify(JSON.parse(body)).includes('\\u0000')
  } catch {
    return false
  }
}

class Undone extends Error {
  readonly response: Response
  constructor(response: Response) {
    super('undone')
    this.response = response
  }
}

/** A refusal is kept, with the tries it counted; a failure undoes everything. */
export async function wholeOrNot(
  database: Database,
  work: (transaction: Transaction) => Promise<Response>,
): Promise<Response> {
  try {
    return await database.transaction(async (transaction) => {
      const response = await work(transaction)
      if (response.status >= 500) throw new Undone(response)
      return response
    })
  } catch (error) {
    if (error instanceof Undone) return asRefusal(error.response)
    throw error
  }
}

/** better-auth says 500 for an authenticator's answer that cannot be read. */
async function asRefusal(response: Response): Promise<Response> {
  const said: unknown = await response
    .clone()
    .json()
    .catch(() => null)
  const unreadable =
    typeof said === 'object' &&
    said !== null &&
    'code' in said &&
    said.code === 'FAILED_TO_VERIFY_REGISTRATION'
  return unreadable ? Response.json(said, { status: 400 }) : response
}
