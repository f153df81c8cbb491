// A whole message as IMAP would give it: its structure in the shape of imapflow, and its parts by number, decoded (RFC 2045,
// RFC 2046). For tests alone: it trusts no boundary to be missing, and is bounded by nothing.

import type { MessageStructureObject } from 'imapflow'
import libmime from 'libmime'
import { decodedField, rawField } from '#core/message/decoded-field.ts'

export interface ParsedMessage {
  readonly head: Buffer
  readonly structure: MessageStructureObject
  /** Empty for a part that is not there. */
  octetsOf(part: string): Buffer
}

export function parsedMessage(message: Buffer | string): ParsedMessage {
  const parts = new Map<string, Buffer>()
  const content = typeof message === 'string' ? Buffer.from(message.replace(/\r?\n/g, '\r\n')) : message
  const structure = structureOf(content, '', parts)
  return {
    head: headAndBody(content).head,
    structure,
    octetsOf: (part) => parts.get(part) ?? Buffer.alloc(0),
  }
}

function structureOf(content: Buffer, part: string, parts: Map<string, Buffer>): MessageStructureObject {
  const { head, body } = headAndBody(content)
  const { type, parameters } = structured(head, 'content-type', 'text/plain')
  const { type: disposition, parameters: dispositionParameters } = structured(head, 'content-disposition', '')
  const encoding = rawField(head, 'content-transfer-encoding').trim().toLowerCase()
  const common: MessageStructureObject = {
    type,
    parameters,
    encoding,
    size: body.length,
    ...(part === '' ? {} : { part }),
    ...(disposition === '' ? {} : { disposition, dispositionParameters }),
    ...(rawField(head, 'content-id') === '' ? {} : { id: rawField(head, 'content-id') }),
  }
  if (type.startsWith('multipart/')) {
    const prefix = part === '' ? '' : `${part}.`
    const inner = between(body, parameters.boundary ?? '')
    return {
      ...common,
      childNodes: inner.map((each, index) => structureOf(each, `${prefix}${index + 1}`, parts)),
    }
  }
  parts.set(part === '' ? '1' : part, decoded(body, encoding))
  if (type !== 'message/rfc822') return common
  const within = headAndBody(body).head
  return {
    ...common,
    envelope: { subject: decodedField(within, 'subject') },
    childNodes: [structureOf(body, part, new Map())],
  }
}

function headAndBody(content: Buffer): { readonly head: Buffer; readonly body: Buffer } {
  if (content.toString('latin1', 0, 2) === '\r\n') return { head: Buffer.alloc(0), body: content.subarray(2) }
  const end = content.indexOf('\r\n\r\n')
  if (end < 0) return { head: content, body: Buffer.alloc(0) }
  return { head: content.subarray(0, end + 2), body: content.subarray(end + 4) }
}

function structured(head: Buffer, field: string, otherwise: string) {
  const { value, params, decodedParams } = libmime.parseHeaderValue(rawField(head, field))
  const parameters = Object.fromEntries(
    Object.entries(params).map(([name, text]) => [
      name,
      decodedParams.includes(name) ? text : libmime.decodeWords(text),
    ]),
  )
  const type = value.trim().toLowerCase()
  return { type: type === '' ? otherwise : type, parameters }
}

function between(body: Buffer, boundary: string): readonly Buffer[] {
  const [, ...inner] = `\r\n${body.toString('latin1')}`.split(`\r\n--${boundary}`)
  const end = inner.findIndex((each) => each.startsWith('--'))
  return inner
    .slice(0, end < 0 ? inner.length : end)
    .map((each) => Buffer.from(each.slice(each.indexOf('\r\n') + 2), 'latin1'))
}

function decoded(body: Buffer, encoding: string): Buffer {
  if (encoding === 'base64') return Buffer.from(body.toString('latin1'), 'base64')
  if (encoding !== 'quoted-printable') return body
  const text = body
    .toString('latin1')
    .replaceAll('=\r\n', '')
    .replace(/=([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
  return Buffer.from(text, 'latin1')
}
