import { Body, Controller, Get, Headers, HttpCode, Param, Post, Put } from '@nestjs/common';
import { Public } from '@libs/platform';
import { Bank } from './bank/bank';

@Public()
@Controller('bank')
export class BankController {
  constructor(private readonly bank: Bank) {}

  @Put('accounts/:number')
  putAccount(@Param('number') number: string, @Body() body: unknown) {
    return this.bank.putAccount(number, body);
  }

  @Get('accounts/:number')
  account(@Param('number') number: string) {
    return this.bank.account(number);
  }

  @Post('accounts/:number/checks')
  @HttpCode(200)
  check(@Param('number') number: string, @Body() body: unknown) {
    return this.bank.check(number, body);
  }

  @Post('payments')
  @HttpCode(200)
  pay(@Headers('idempotency-key') key: string | undefined, @Body() body: unknown) {
    return this.bank.take(key, body);
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
