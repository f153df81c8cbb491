// A file of a message, whole, for what is shown from it; given up when nobody looks at it any more.

import { useEffect, useState } from 'react'
import { addressOf } from '../../api.ts'
import type { AttachmentView, BoxView, MessageView } from '../../boxes.ts'

export interface PreviewedFile {
  readonly box: BoxView
  /** Of the message. */
  readonly place: MessageView['place']
  readonly file: AttachmentView
}

export type Octets =
  | { readonly kind: 'coming' }
  | { readonly kind: 'there'; readonly octets: ArrayBuffer }
  | { readonly kind: 'none'; readonly why: 'too-large' | 'unreachable' }

/** Larger ones are kept and opened elsewhere. */
const mostOctets = 32 * 1024 * 1024

export const fileAddress = ({ box, place, file }: PreviewedFile): string =>
  addressOf('GET /boxes/{box}/attachment', {
    params: { box: box.id },
    query: { ...place, part: file.part },
  })

export function useOctets(previewed: PreviewedFile): Octets {
  const address = fileAddress(previewed)
  const { bytes } = previewed.file
  const [octets, setOctets] = useState<Octets>({ kind: 'coming' })
  useEffect(() => {
    const given = new AbortController()
    setOctets({ kind: 'coming' })
    void fetched(address, bytes, given.signal).then((read) => {
      if (!given.signal.aborted) setOctets(read)
    })
    return () => given.abort()
  }, [address, bytes])
  return octets
}

async function fetched(address: string, bytes: number, signal: AbortSignal): Promise<Octets> {
  if (bytes > mostOctets) return { kind: 'none', why: 'too-large' }
  try {
    const answer = await fetch(address, { signal })
    if (!answer.ok || answer.body === null) return { kind: 'none', why: 'unreachable' }
    const pieces: Uint8Array<ArrayBuffer>[] = []
    let length = 0
    // What a message says of the length of its files is an estimate.
    for await (const piece of piecesOf(answer.body)) {
      length += piece.byteLength
      if (length > mostOctets) return { kind: 'none', why: 'too-large' }
      pieces.push(piece)
    }
    return { kind: 'there', octets: await new Blob(pieces).arrayBuffer() }
  } catch {
    return { kind: 'none', why: 'unreachable' }
  }
}

async function* piecesOf(body: ReadableStream<Uint8Array<ArrayBuffer>>) {
  const reader = body.getReader()
  try {
    for (;;) {
      const { done, value } = await reader.read()
      if (done) return
      yield value
    }
  } finally {
    await reader.cancel().catch(() => undefined)
  }
}
