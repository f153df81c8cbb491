// The way to one's own account: how one signs in, and one's phones.

import { Link } from 'react-aria-components'
import { accountPages } from '../account/account-pages.ts'
import { useAllWords } from '../words/later-part.tsx'
import type { SectionProps } from './section-props.ts'

export function AccountSection({ onLeave }: SectionProps) {
  const { tabs, tabHints } = useAllWords().account
  return (
    <ul className="settings-links">
      {(['security', 'phone'] as const).map((part) => (
        <li key={part}>
          <Link href={accountPages[part]} onPress={onLeave}>
            {tabs[part]}
          </Link>
          <p className="quiet">{tabHints[part]}</p>
        </li>
      ))}
    </ul>
  )
}
