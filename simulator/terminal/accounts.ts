/** What a terminal says when an account is somebody else's already. */
export const ACCOUNT_TAKEN = 0x81000001;

/** Letters and digits, eight at most, beginning with F0. */
const FORM = /^F0[A-Za-z0-9]{1,6}$/;
export const isAccount = (text: string): boolean => FORM.test(text);

export type Binding = { readonly is: "bound" } | { readonly is: "refused"; readonly returnCode: number };

/**
 * Readers and their accounts (顔認証用アカウント), one to one: an account that another reader has is refused, and so is a second account
 * for a reader. A binding lasts until it is taken back, as by the initialisation tool.
 */
export function readerAccounts() {
  const readers = new Map<string, object>();
  return {
    bind(account: string, reader: object): Binding {
      const holder = readers.get(account);
      if (holder === reader) return { is: "bound" };
      const hasAnother = [...readers.values()].includes(reader);
      if (holder !== undefined || hasAnother) return { is: "refused", returnCode: ACCOUNT_TAKEN };
      readers.set(account, reader);
      return { is: "bound" };
    },
    release: (account: string): void => void readers.delete(account),
  };
}
