// Addresses of the parts of one's own account.

export const accountPages = { security: '/compte/securite', phone: '/compte/telephone' } as const

export const isAccountPage = (path: string): boolean => path.startsWith('/compte/')
