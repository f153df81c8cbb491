// Delivery to mail hosts of others as the worker does it, on the loopback and with what a test wants otherwise.

import type { EmailAddress, ReversePath } from '#core/address/email-address.ts'
import type { HostPort } from '#core/address/host-port.ts'
import { systemClock } from '#core/clock.ts'
import type { TlsSession } from '#core/deliverability/tls-session.ts'
import type { Destination } from '#core/queue/queued-mail.ts'
import type { DeliveryAttempt } from '#core/smtp/delivery-attempt.ts'
import type { MxMessage } from '#mail/outbound/mx-delivery/deliver-by-mx.ts'
import {
  type MxDelivery,
  type MxDeliveryOptions,
  openMxDelivery,
} from '#mail/outbound/mx-delivery/open-mx-delivery.ts'
import { policiesInMemory } from '#mail/outbound/mx-delivery/tls/sts-policies.ts'

export interface MxWorld extends Disposable {
  readonly ports: MxDelivery['ports']
  /** How they were protected, for the reports about TLS. */
  readonly tlsSessions: TlsSession[]
  deliver(destination: string, message?: Partial<MxMessage>, leaving?: AbortSignal): Promise<DeliveryAttempt>
}

export const address = (text: string): EmailAddress => text as EmailAddress

export const letter = Buffer.from(
  'From: mairie@ours.test\r\nSubject: Bonjour\r\n\r\nUn mot.\r\n.un point\r\n',
)

export interface MxWorldOptions extends Partial<Omit<MxDeliveryOptions, 'instead'>> {
  readonly resolver: HostPort
  /** Of the mail hosts. */
  readonly port: number
  readonly instead?: MxDeliveryOptions['instead']
}

export function mxWorld({ resolver, port, instead, ...given }: MxWorldOptions): MxWorld {
  const tlsSessions: TlsSession[] = []
  const delivery = openMxDelivery({
    resolvers: [resolver],
    hostname: 'mx.ours.test',
    ownNames: [],
    ownAddresses: [],
    allowedNetworks: ['127.0.0.0/8'],
    relay: null,
    policies: policiesInMemory(),
    tlsSessions: { add: (session) => void tlsSessions.push(session) },
    clock: systemClock,
    ...given,
    instead: { port, authorities: [], dnsMilliseconds: 2_000, ...instead },
  })
  return {
    ports: delivery.ports,
    tlsSessions,
    deliver: (destination, message, leaving = new AbortController().signal) =>
      delivery.deliver(
        {
          reversePath: 'mairie@ours.test' as ReversePath,
          recipients: [address(`paul@${destination}`)],
          content: letter,
          smtputf8: false,
          ...message,
        },
        destination as Destination,
        leaving,
      ),
    [Symbol.dispose]: () => delivery[Symbol.dispose](),
  }
}
