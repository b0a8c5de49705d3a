// Why money that was let go is not with its payee.
/** Money did not arrive because its payee has another account now, which nobody had said yes to. */
export const accountChangedReason = 'ACCOUNT_CHANGED';

// What came back from the bank says so; what never left says why.
export const returnReason = (code: string): string => (code === accountChangedReason ? code : `BANK_RETURN_${code}`);

/** 退票: it stays held until another order takes the place of the one that came back. */
export const cameBack = ({ reason }: { readonly reason: string }): boolean =>
  reason.startsWith('BANK_RETURN_') || reason === accountChangedReason;
