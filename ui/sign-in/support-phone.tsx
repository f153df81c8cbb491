// The number of whoever helps those who cannot get in. The client around gives it; where none is known, nothing is shown.

import { Phone } from 'lucide-react'
import { createContext, type ReactNode, useContext } from 'react'

const Known = createContext<string | null>(null)
export const SupportPhoneProvider = Known

export const useSupportPhone = (): string | null => useContext(Known)

export function SupportPhone() {
  const phone = useSupportPhone()
  if (phone === null) return null
  return (
    <a className="support-phone" href={`tel:${phone.replace(/[^+\d]/g, '')}`}>
      <Phone aria-hidden className="small" />
      {phone}
    </a>
  )
}

/** What might be missing, and whom to call then. */
export function OrCall({ children }: { readonly children: ReactNode }) {
  if (useSupportPhone() === null) return null
  return (
    <p className="aside">
      {children} <SupportPhone />
    </p>
  )
}
