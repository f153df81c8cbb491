// Delivery to mail hosts of others as the worker does it, with a resolver of the test's and short times.

import { systemClock } from '#core/clock.ts'
import type { DeliveryAttempt } from '#core/delivery-attempt.ts'
import type { EmailAddress, ReversePath } from '#core/email-address.ts'
import type { HostPort } from '#core/host-port.ts'
import type { Destination } from '#core/queued-mail.ts'
import { StubResolver } from '#daemons/dns/stub-resolver.ts'
import {
  deliverByMx,
  type MxDeliveryPorts,
  type MxMessage,
} from '#mail/outbound/mx-delivery/deliver-by-mx.ts'
import { SessionPool, usualPool } from '#mail/outbound/mx-delivery/session/session-pool.ts'
import { rfcTimeouts } from '#mail/outbound/mx-delivery/session/session-timeouts.ts'

export interface MxWorld extends Disposable {
  readonly ports: MxDeliveryPorts
  deliver(destination: string, message?: Partial<MxMessage>): Promise<DeliveryAttempt>
}

export const address = (text: string): EmailAddress => text as EmailAddress

export const letter = Buffer.from(
  'From: mairie@ours.test\r\nSubject: Bonjour\r\n\r\nUn mot.\r\n.un point\r\n',
)

export interface MxWorldOptions extends Partial<MxDeliveryPorts> {
  readonly resolver: HostPort
  /** Of the mail hosts. */
  readonly port: number
}

export function mxWorld({ resolver, ...given }: MxWorldOptions): MxWorld {
  const stub = new StubResolver({ servers: [resolver], tries: 1, tryMilliseconds: 1000, clock: systemClock })
  const pool = new SessionPool(usualPool)
  const ports: MxDeliveryPorts = {
    ask: (question) => stub.ask(question),
    random: () => 0.5,
    networks: { allowed: ['127.0.0.0/8'], own: [] },
    ownNames: new Set(['mx.ours.test']),
    mostAddresses: 5,
    hostname: 'mx.ours.test',
    timeouts: rfcTimeouts,
    clock: systemClock,
    authorities: [],
    pool,
    policyFor: async () => null,
    ...given,
  }
  const deliver = deliverByMx(ports)
  return {
    ports,
    deliver: (destination, message) =>
      deliver(
        {
          reversePath: 'mairie@ours.test' as ReversePath,
          recipients: [address(`paul@${destination}`)],
          content: letter,
          smtputf8: false,
          ...message,
        },
        destination as Destination,
      ),
    [Symbol.dispose]() {
      pool[Symbol.dispose]()
      ports.pool[Symbol.dispose]()
      stub[Symbol.dispose]()
    },
  }
}
