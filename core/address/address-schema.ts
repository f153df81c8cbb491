// An address as a payload carries it: whatever the directory allows, and nothing else. Zod's own `email` refuses
// addresses of ours, such as `hélène@…` and `état-civil@…`.

import { z } from 'zod'
import { type EmailAddress, parseEmailAddress } from './email-address.ts'

export const emailAddressSchema = z.string().transform((text, context): EmailAddress => {
  const address = parseEmailAddress(text)
  if (address.ok) return address.value
  context.addIssue({ code: 'custom', message: address.error })
  return z.NEVER
})
