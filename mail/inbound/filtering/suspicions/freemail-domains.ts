// Domains where anybody has a mailbox in a minute: who writes from there proves nothing but to own that mailbox.

export const freemailDomains: ReadonlySet<string> = new Set(
  [
    'gmail.com googlemail.com yahoo.com yahoo.fr ymail.com rocketmail.com aol.com aol.fr',
    'outlook.com outlook.fr hotmail.com hotmail.fr live.com live.fr msn.com icloud.com me.com mac.com',
    'orange.fr wanadoo.fr free.fr aliceadsl.fr sfr.fr neuf.fr cegetel.net club-internet.fr numericable.fr noos.fr',
    'bbox.fr laposte.net nordnet.fr ozone.net voila.fr tiscali.fr caramail.com caramail.fr',
    'proton.me protonmail.com protonmail.ch pm.me tutanota.com tuta.io mailo.com netcourrier.com mailfence.com',
    'gmx.fr gmx.com gmx.net gmx.de web.de mail.com email.com zoho.com zohomail.eu yandex.com yandex.ru mail.ru',
    'inbox.lv skynet.be telenet.be bluewin.ch hushmail.com fastmail.com posteo.net mailbox.org disroot.org',
  ]
    .join(' ')
    .split(' '),
)
