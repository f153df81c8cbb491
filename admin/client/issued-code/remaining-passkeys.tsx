// Passkeys outlive a password that was reset: whoever reset it sees which still open the account, and how they are taken away.

import { Banner } from '#ui/display/banner.tsx'
import { useFormat } from '#ui/format/use-format.ts'
import type { AdminAnswer } from '../../contract/all.ts'
import { useSession } from '../session.tsx'
import { useWords } from '../words/words.tsx'

interface RemainingPasskeysProps {
  readonly passkeys: AdminAnswer<'POST /persons/{person}/activation'>['passkeys']
}

export function RemainingPasskeys({ passkeys }: RemainingPasskeysProps) {
  const { issuedCode: words } = useWords()
  const format = useFormat()
  const { may } = useSession()
  if (passkeys.length === 0) return null
  return (
    <Banner kind="warn">
      <p>{words.passkeysStay(passkeys.length)}</p>
      <ul>
        {passkeys.map(({ name, createdAt }) => (
          <li key={`${createdAt} ${name}`}>
            {words.passkey(name === '' ? words.unnamedPasskey : name, format.date(createdAt))}
          </li>
        ))}
      </ul>
      <p>{may('reset:factor') ? words.passkeysByTwo : words.passkeysByDepartment}</p>
    </Banner>
  )
}
