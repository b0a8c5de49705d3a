// What fits into one decision of the log: an order may bring three facts for each of its cases, a payout one for each of its orders.
export const mostInPayout = { orders: 800, casesOfOrder: 332 } as const;
export const mostClaims = 100;
