// Files as they were built: the page of the frame that shows a PDF, and what that loads under hashed names.

import { extname, join } from 'node:path'
import { codedFile } from '#http/content-coding.ts'

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.woff2': 'font/woff2',
}

/** Kept by nobody: it may be there in a moment. */
export const notFound = (headers: Readonly<Record<string, string>>): Response =>
  new Response('Not found', { status: 404, headers: { ...headers, 'cache-control': 'no-store' } })

/** `name` below the folder of the built client, two levels deep at most; whatever else it is, is not found. */
export async function frameFile(
  { folder, name }: { readonly folder: string; readonly name: string },
  acceptEncoding: string | null,
  headers: Readonly<Record<string, string>>,
): Promise<Response> {
  const type = types[extname(name)]
  if (type === undefined || !/^(assets\/([\w.-]+\/)?)?[\w.-]+$/.test(name) || name.includes('..'))
    return notFound(headers)
  const file = await codedFile(join(folder, name), acceptEncoding)
  if (file === null) return notFound(headers)
  const cache = name.startsWith('assets/') ? 'public, max-age=31536000, immutable' : 'no-cache'
  return new Response(file.body, {
    headers: { 'cache-control': cache, ...headers, ...file.headers, 'content-type': type },
  })
}
