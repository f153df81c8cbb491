// The way to one's own account: how one signs in, and one's phones.

import { Link } from 'react-aria-components'
import { accountPages } from '../account/account-pages.ts'
import { useWords } from '../words/words.tsx'
import type { SectionProps } from './section-props.ts'

export function AccountSection({ onLeave }: SectionProps) {
  const { tabs } = useWords().account
  return (
    <ul className="settings-links">
      <li>
        <Link href={accountPages.security} onPress={onLeave}>
          {tabs.security}
        </Link>
      </li>
      <li>
        <Link href={accountPages.phone} onPress={onLeave}>
          {tabs.phone}
        </Link>
      </li>
    </ul>
  )
}
