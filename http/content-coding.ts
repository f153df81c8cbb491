// Content codings (RFC 9110 §8.4): answers are compressed as they are made, files of a client were when it was built. A list
// of fifty conversations is a sixth of its size, and a phone on a poor line waits for nothing else.

import { randomBytes, randomInt } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { pipeline, Readable } from 'node:stream'
import { promisify } from 'node:util'
import { brotliCompress, constants, createGzip, gzip, gzipSync } from 'node:zlib'

/** As a client's files are compressed beside themselves, the one that is smaller first. */
export const fileCodings = [
  { coding: 'br', ending: '.br' },
  { coding: 'gzip', ending: '.gz' },
] as const

/** Less goes in one packet as it is. */
const worthLetters = 1400
/** More would keep everybody waiting for one answer. */
const mostLetters = 1_000_000
/** A quarter of the time of the usual one, for a tenth more octets. */
const quickly = { level: 3 }
const mostPadding = 48

/** `headers`: what it takes to read the body. */
export interface Coded {
  readonly body: Uint8Array<ArrayBuffer> | string
  readonly headers: Readonly<Record<string, string>>
}

/**
 * A text in a coding that `acceptEncoding`, the field of the request, names without a weight.
 *
 * What strangers write and what is secret may stand in one answer, whose length would tell by and by whether they are alike
 * (BREACH): padding of any length makes lengths say less. No session cookie stands in a body; signed addresses of pictures do,
 * each of one message, whose text does not change.
 */
export function codedText(text: string, acceptEncoding: string | null): Coded {
  const isWorth = text.length >= worthLetters && text.length <= mostLetters
  if (!isWorth || !accepted(acceptEncoding).has('gzip')) return { body: text, headers: {} }
  return {
    body: new Uint8Array(gzipSync(text, quickly)),
    headers: {
      ...{ 'content-encoding': 'gzip', vary: 'accept-encoding' },
      'x-padding': paddingOfAnyLength(),
    },
  }
}

export const paddingOfAnyLength = (): string => randomBytes(randomInt(1, mostPadding)).toString('base64url')

/**
 * Parts of a text, each on its way once it is there and read by then; in a coding as `codedText`, which leaves the padding to whoever
 * makes the parts.
 */
export function codedParts(
  parts: AsyncIterable<string>,
  acceptEncoding: string | null,
): { readonly body: ReadableStream<Uint8Array>; readonly headers: Readonly<Record<string, string>> } {
  const text = Readable.from(parts, { objectMode: false })
  const vary = 'accept-encoding'
  if (!accepted(acceptEncoding).has('gzip')) return { body: asBody(text), headers: { vary } }
  const gzip = createGzip({ ...quickly, flush: constants.Z_SYNC_FLUSH })
  // Whoever reads it hears what went wrong, or is gone.
  pipeline(text, gzip, () => undefined)
  return { body: asBody(gzip), headers: { 'content-encoding': 'gzip', vary } }
}

const asBody = (octets: Readable): ReadableStream<Uint8Array> => ReadableStream.from<Uint8Array>(octets)

/** A file as it was compressed beside itself, or as it is; null where there is none. */
export async function codedFile(file: string, acceptEncoding: string | null): Promise<Coded | null> {
  const accepts = accepted(acceptEncoding)
  for (const { coding, ending } of fileCodings) {
    const body = accepts.has(coding) ? await octetsOf(`${file}${ending}`) : null
    if (body !== null) return { body, headers: { 'content-encoding': coding, vary: 'accept-encoding' } }
  }
  const body = await octetsOf(file)
  return body === null ? null : { body, headers: { vary: 'accept-encoding' } }
}

/** A text in memory in all its codings, for what is sent for as long as the process runs: by what `acceptEncoding` names, as `codedFile`. */
export async function keptText(text: string): Promise<(acceptEncoding: string | null) => Coded> {
  const vary = 'accept-encoding'
  const coded = await Promise.all(
    fileCodings.map(async ({ coding }) => {
      const body = new Uint8Array(await compressed[coding](text))
      return { body, headers: { 'content-encoding': coding, vary } }
    }),
  )
  return (acceptEncoding) => {
    const accepts = accepted(acceptEncoding)
    return (
      coded.find(({ headers }) => accepts.has(headers['content-encoding'])) ?? {
        body: text,
        headers: { vary },
      }
    )
  }
}

/** A start waits for it: the best takes thirty times as long for three octets of a hundred. */
const soonEnough = { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } }
const compressed = {
  br: (text: string) => promisify(brotliCompress)(text, soonEnough),
  gzip: (text: string) => promisify(gzip)(text),
} as const

/** Whoever weighs them gets what needs no coding: browsers do not. */
const accepted = (field: string | null): ReadonlySet<string> =>
  new Set((field ?? '').split(',').map((coding) => coding.trim().toLowerCase()))

async function octetsOf(file: string): Promise<Uint8Array<ArrayBuffer> | null> {
  try {
    return new Uint8Array(await readFile(file))
  } catch {
    return null
  }
}
