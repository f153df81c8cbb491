// One's own account, in four parts, each with an address of its own.

import { useLocation } from 'wouter'
import { PageHeading } from '#ui/page/page-heading.tsx'
import { TabLinks } from '#ui/page/tab-links.tsx'
import { useAnswer } from '../../queries.ts'
import { useSession } from '../../session.tsx'
import { useWords } from '../../words/words.tsx'
import { Devices } from './devices.tsx'
import { Factors } from './factors.tsx'
import { Password } from './password.tsx'
import { Profile } from './profile.tsx'
import { Sessions } from './sessions.tsx'
import { SignIns } from './sign-ins.tsx'
import './account.css'

export function AccountScreen() {
  const words = useWords()
  const { person } = useSession()
  const [path] = useLocation()
  const tabs = words.account.tabs
  return (
    <>
      <PageHeading title={words.frame.screens.account} site={words.common.site}>
        {words.account.lead(person.email, words.roles[person.role])}
      </PageHeading>
      <TabLinks
        label={words.account.tabsLabel}
        current={path}
        tabs={[
          { href: '/compte', label: tabs.profile },
          { href: '/compte/securite', label: tabs.security },
          { href: '/compte/appareils', label: tabs.devices },
          { href: '/compte/connexions', label: tabs.signIns },
        ]}
      />
      {path === '/compte' && <Profile />}
      {path === '/compte/securite' && (
        <>
          <Factors />
          <Password />
        </>
      )}
      {path === '/compte/appareils' && <Devices />}
      {path === '/compte/connexions' && <Connections />}
    </>
  )
}

function Connections() {
  const sessions = useAnswer('GET /self/sessions', {})
  return (
    <>
      <Sessions />
      {/* Below them, which would push it away when they come. */}
      {!sessions.isLoading && <SignIns />}
    </>
  )
}
