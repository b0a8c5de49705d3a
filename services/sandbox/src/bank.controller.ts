import { Body, Controller, Get, Headers, HttpCode, Post } from '@nestjs/common';
import { Public } from '@libs/platform';
import { Bank } from './bank/bank';

@Public()
@Controller('bank')
export class BankController {
  constructor(private readonly bank: Bank) {}

  // An account stands in the body, never in an address: those are written into logs.
  @Post('accounts')
  @HttpCode(200)
  putAccount(@Body() body: unknown) {
    return this.bank.putAccount(body);
  }

  @Post('account-checks')
  @HttpCode(200)
  check(@Body() body: unknown) {
    return this.bank.check(body);
  }

  @Post('payments')
  @HttpCode(200)
  pay(@Headers('idempotency-key') key: string | undefined, @Body() body: unknown) {
    return this.bank.take(key, body);
  }

  @Post('payment-enquiries')
  @HttpCode(200)
  enquire(@Body() body: unknown) {
    return this.bank.enquire(body);
  }

  @Post('answers')
  @HttpCode(200)
  answer(@Body() body: unknown) {
    return this.bank.answer(body);
  }

  @Get('book')
  book() {
    return this.bank.book();
  }

  @Post('silences')
  @HttpCode(200)
  silence(@Body() body: unknown) {
    return this.bank.silence(body);
  }
}
