// The certificate that mail servers and mail programs are shown.

import { z } from 'zod'
import { absolutePath } from '../field-types.ts'

export const tls = z
  .strictObject({
    certificateFile: absolutePath.describe('PEM chain for mailHost, leaf first.'),
    keyFile: absolutePath.describe('PEM private key; root must be able to read it.'),
  })
  .optional()
  .describe('Certificate of the mail host; left out, a private authority is made in the state folder.')
