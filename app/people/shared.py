"""What every register may ask the program for: the clock, stored files, and the data all registers share."""

from typing import Protocol

from app.core.clock import Clock
from app.people.absences.usecases import Absences
from app.people.employees.prints import EmployeePrints
from app.people.employees.transfer import EmployeeTransfer
from app.people.employees.usecases import Employees
from app.people.office.usecases import Offices
from app.people.posts.usecases import Posts
from app.people.structure.usecases import Structures
from app.people.units.usecases import Units
from app.records.files import StoredFiles


class SharedServices(Protocol):
    """``composition.Services`` is one; a register adds its own use cases in a Protocol of its own."""

    @property
    def clock(self) -> Clock: ...
    @property
    def files(self) -> StoredFiles: ...
    @property
    def offices(self) -> Offices: ...
    @property
    def units(self) -> Units: ...
    @property
    def employees(self) -> Employees: ...
    @property
    def posts(self) -> Posts: ...
    @property
    def absences(self) -> Absences: ...
    @property
    def structures(self) -> Structures: ...
    @property
    def employee_exchange(self) -> EmployeeTransfer: ...
    @property
    def employee_prints(self) -> EmployeePrints: ...
