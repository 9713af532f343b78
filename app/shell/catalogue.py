"""The registers of the program, in the order of their tabs. A new register is one line here."""

from app.administration.accounts.register import REGISTER as ACCOUNTS
from app.administration.audit.register import REGISTER as AUDIT
from app.bootstrap import Services
from app.people.employees.register import REGISTER as EMPLOYEES
from app.people.units.register import REGISTER as UNITS
from app.registers.service_cards.register import REGISTER as SERVICE_CARDS
from app.widgets.workspace import Register

REGISTERS: tuple[Register[Services], ...] = (SERVICE_CARDS, UNITS, EMPLOYEES, ACCOUNTS, AUDIT)
