// Files of the frame as they were built: its page, and what that loads under hashed names.

import { readFile } from 'node:fs/promises'
import { extname, join } from 'node:path'

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.woff2': 'font/woff2',
}

/** `name` below the folder of the built client, two levels deep at most; whatever else it is, is not found. */
export async function frameFile(
  folder: string,
  name: string,
  headers: Readonly<Record<string, string>>,
): Promise<Response> {
  const type = types[extname(name)]
  if (type === undefined || !/^(assets\/([\w.-]+\/)?)?[\w.-]+$/.test(name) || name.includes('..'))
    return new Response('Not found', { status: 404, headers })
  const content = await readFile(join(folder, name)).catch(() => null)
  if (content === null) return new Response('Not found', { status: 404, headers })
  const cache = name.startsWith('assets/') ? 'public, max-age=31536000, immutable' : 'no-cache'
  return new Response(new Uint8Array(content), {
    headers: { ...headers, 'content-type': type, 'cache-control': cache },
  })
}
