// One message to a name server over TCP (RFC 7766), and the one that it sends back.

import { connect } from 'node:net'
import type { HostPort } from '#core/address/host-port.ts'

const lengthOctets = 2

/** Null: nothing came back within the time. Whether it is an answer to `message` is for the caller to see. */
export function exchangeByTcp(
  { host, port }: HostPort,
  message: Buffer,
  timeoutMilliseconds: number,
): Promise<Buffer | null> {
  const length = Buffer.alloc(lengthOctets)
  length.writeUInt16BE(message.length)
  return new Promise((resolve) => {
    let received = Buffer.alloc(0)
    const socket = connect({ host, port })
    const settle = (answer: Buffer | null): void => {
      clearTimeout(deadline)
      socket.destroy()
      resolve(answer)
    }
    const deadline = setTimeout(settle, timeoutMilliseconds, null)
    socket.on('error', () => settle(null))
    socket.on('close', () => settle(null))
    socket.on('data', (octets) => {
      received = Buffer.concat([received, octets])
      const whole = wholeMessage(received)
      if (whole !== null) settle(whole)
    })
    // In one piece (RFC 7766 §8).
    socket.write(Buffer.concat([length, message]))
  })
}

/** Null until it is there. */
function wholeMessage(received: Buffer): Buffer | null {
  if (received.length < lengthOctets) return null
  const end = lengthOctets + received.readUInt16BE(0)
  return received.length < end ? null : received.subarray(lengthOctets, end)
}
