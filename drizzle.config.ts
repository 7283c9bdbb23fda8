import { defineConfig } from 'drizzle-kit'

export default defineConfig({
  dialect: 'postgresql',
  schema: ['./controlplane/*/tables.ts', './controlplane/platform/*/tables.ts'],
  out: './controlplane/platform/migrations',
  breakpoints: false,
})
