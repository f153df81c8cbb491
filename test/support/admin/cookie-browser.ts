// A browser that keeps its cookies, for dialogues with better-auth's own routes and with ours.

import { apiBase } from '#admin/api/app.ts'

export interface CookieBrowser {
  readonly cookies: Map<string, string>
  /** `POST /sign-in/email`, below better-auth's base. */
  auth(name: string, body?: unknown, headers?: Readonly<Record<string, string>>): Promise<Answered>
  /** `GET /session`, as the contract names it. */
  ask(name: string, body?: unknown): Promise<Answered>
}

export interface Answered {
  readonly status: number
  // biome-ignore lint/suspicious/noExplicitAny: the tests say what they expect of it
  readonly body: any
  readonly cookies: readonly string[]
}

export function openBrowser(origin: string): CookieBrowser {
  const cookies = new Map<string, string>()
  const send = async (
    base: string,
    name: string,
    body: unknown,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<Answered> => {
    const [method = '', path = ''] = name.split(' ')
    const answer = await fetch(`${origin}${base}${path}`, {
      method,
      headers: {
        cookie: [...cookies].map(([key, value]) => `${key}=${value}`).join('; '),
        ...(method === 'GET' ? {} : { origin }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      redirect: 'manual',
    })
    const set = answer.headers.getSetCookie()
    for (const each of set) keep(cookies, each)
    const text = await answer.text()
    return { status: answer.status, body: text.startsWith('{') ? JSON.parse(text) : text, cookies: set }
  }
  return {
    cookies,
    auth: (name, body, headers) => send('/api/auth', name, body, headers),
    ask: (name, body) => send(apiBase, name, body),
  }
}

function keep(cookies: Map<string, string>, line: string): void {
  const [, key = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? []
  if (value === '' || /max-age=0/i.test(line)) cookies.delete(key)
  else cookies.set(key, value)
}
