// What only this webmail can write under a script: whoever holds the seal right gave us back every letter of ours. A digest that
// anybody can work out would let a script of theirs pass as ours, and show no redirect that it makes. Pure.

import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto'
import { Secret } from '#core/secret.ts'

/** 64 hexadecimal digits; line ends do not matter, servers and programs write them as they like. */
export interface ScriptSeal {
  of(text: string): string
  isOf(text: string, seal: string): boolean
}

/** `key` signs sessions; what seals here follows from it, and is worth nothing there. */
export function scriptSeal(key: Secret): ScriptSeal {
  const own = new Secret(
    Buffer.from(hkdfSync('sha256', key.reveal(), '', 'webmail sieve scripts', 32)).toString('base64'),
  )
  // A bare CR ends no line of Sieve: read as one, it could draw a command into the comment before it.
  const digest = (text: string): Buffer =>
    createHmac('sha256', own.reveal())
      .update(`script;v1;${text.replaceAll('\r\n', '\n').trim()}`)
      .digest()
  return {
    of: (text) => digest(text).toString('hex'),
    isOf(text, seal) {
      const given = Buffer.from(seal, 'hex')
      const right = digest(text)
      return given.length === right.length && timingSafeEqual(given, right)
    },
  }
}
