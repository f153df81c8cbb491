// One's own account, away from the mail: what opens it, where it is open, and the devices that read it.

import { ArrowLeft } from 'lucide-react'
import { Link } from 'react-aria-components'
import { ServiceTrouble } from '#ui/api/service-trouble.tsx'
import { PageHeading } from '#ui/page/page-heading.tsx'
import { Section } from '#ui/page/section.tsx'
import { TabLinks } from '#ui/page/tab-links.tsx'
import { useSession } from '../session.tsx'
import { useAllWords } from '../words/later-part.tsx'
import { accountPages } from './account-pages.ts'
import { DeviceSettings } from './device-settings.tsx'
import { Devices } from './devices.tsx'
import { Factors } from './factors.tsx'
import { Password } from './password.tsx'
import { Sessions } from './sessions.tsx'
import { SignIns } from './sign-ins.tsx'
import './account.css'

export function AccountPage({ path }: { readonly path: string }) {
  const words = useAllWords()
  const { account } = words
  const { person } = useSession()
  const current = path === accountPages.phone ? accountPages.phone : accountPages.security
  return (
    <main className="account" id="account" tabIndex={-1}>
      <ServiceTrouble address={person.email} words={words.frame} />
      <div className="account-sheet">
        <PageHeading
          title={current === accountPages.phone ? account.tabs.phone : account.tabs.security}
          site={account.site}
          crumbs={
            <Link className="account-back" href="/">
              <ArrowLeft aria-hidden className="small" /> {account.back}
            </Link>
          }
        >
          {person.name}, {person.email}
        </PageHeading>
        <TabLinks
          label={account.tabsLabel}
          current={current}
          tabs={[
            { href: accountPages.security, label: account.tabs.security },
            { href: accountPages.phone, label: account.tabs.phone },
          ]}
        />
        {current === accountPages.phone ? (
          <>
            <Devices />
            <Section title={account.phone.settings}>
              <DeviceSettings login={null} imap smtp />
            </Section>
          </>
        ) : (
          <>
            <Factors />
            <Password />
            <Sessions />
            <SignIns />
          </>
        )}
      </div>
    </main>
  )
}
