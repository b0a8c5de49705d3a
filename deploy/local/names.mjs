// One service's name in the spelling of each tool.

/** `subsidy-payment` as PostgreSQL likes its names. */
export const sqlName = (service) => service.replaceAll('-', '_');
