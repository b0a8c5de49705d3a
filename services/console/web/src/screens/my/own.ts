// What a trainee may ask for: all of it is their own, so nothing needs to be named.
import { api, type Schemas } from '@api';
import { useAsk, type Asked } from '@kit';

export type OwnRecord = Schemas['OwnRecordView'];
export type OwnClass = OwnRecord['classes'][number];
export type OwnAttendance = Schemas['OwnAttendanceView'];
export type OwnClassAttendance = OwnAttendance['classes'][number];
export type OwnSession = OwnClassAttendance['sessions'][number];
export type OwnMoney = Schemas['OwnMoneyView'];
export type OwnCase = OwnMoney['cases'][number];
export type OwnLine = OwnCase['lines'][number];

export const useOwnRecord = (): Asked<OwnRecord> => useAsk(['own-record'], () => api.GET('/api/enrolment/own-record'));
export const useOwnAttendance = (): Asked<OwnAttendance> => useAsk(['own-attendance'], () => api.GET('/api/attendance/own-attendance'));
export const useOwnMoney = (): Asked<OwnMoney> => useAsk(['own-money'], () => api.GET('/api/subsidy-payment/own-money'));
