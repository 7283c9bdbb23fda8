/** What was asked cannot be done, and a person can mend it: the message says where, what is wrong, what was expected. */
export class AuthorityRefused extends Error {
  override readonly name = 'AuthorityRefused'
}
