// What the gateway found in a message, in words.

import type { MessageBody } from '../boxes.ts'
import type { Words } from '../words/fr.ts'

export type Found = NonNullable<MessageBody['banner']>

/** What a banner says. */
export function bannerText(banner: Found, { banners }: Words['reading']): string {
  switch (banner.kind) {
    case 'bank-details':
    case 'payment-pressure':
    case 'foreign-account':
      return banners[banner.kind]
    case 'look-alike':
      return banners['look-alike'](banner.address, banner.of, banner.by)
    case 'dangerous-file':
      return banners['dangerous-file'](banner.name, banner.mark)
    case 'unauthenticated':
      return banners.unauthenticated(banner.domain)
    case 'invoice':
      return banners.invoice
    case 'marking':
      return banners.marking(banner.marking)
  }
}
