// What can be said of a field of a contact before the server does.

import type { ContactFields } from './types.ts'

export const isAddress = (text: string): boolean =>
  text.trim().length <= 254 && /^[^\s@<>"(),;:\\]+@[^\s@<>"(),;:\\]+$/.test(text.trim())

export const isEmptyPostal = ({
  street,
  postcode,
  city,
  country,
}: ContactFields['postal'][number]): boolean => `${street}${postcode}${city}${country}`.trim() === ''
